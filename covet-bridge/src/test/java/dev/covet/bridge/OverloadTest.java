package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Response;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class OverloadTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Is given when a test says so. */
  private static final class Switch implements OverloadSignal {
    volatile boolean on;

    @Override
    public String reason() {
      return "overload-test";
    }

    @Override
    public boolean look(long now) {
      return on;
    }

    @Override
    public String told() {
      return "a test says so";
    }
  }

  @Test
  void oneLineTellsTheBeginAndOneTheEnd() {
    Overload overload = new Overload(OverloadMarks.NONE);
    Switch signal = new Switch();
    overload.signals(List.of(signal));
    FakeExchange exchange = new FakeExchange(new FakeLoop());
    try (LogRecords log = new LogRecords()) {
      overload.look(0);
      assertThat(overload.reason(new LongAdder())).isNull();
      signal.on = true;
      overload.look(SECOND);
      overload.look(SECOND + 1);
      assertThat(overload.reason(new LongAdder())).isEqualTo("overload-test");
      overload.refuse(exchange);
      overload.refuse(exchange);
      overload.look(2 * SECOND);
      signal.on = false;
      overload.look(2 * SECOND + 1);
      assertThat(overload.reason(new LongAdder())).isNull();
      assertThat(log.messages()).hasSize(1);
      overload.look(3 * SECOND + 1);
      overload.look(4 * SECOND);
      assertThat(log.messages())
          .containsExactly(
              "new requests get 503 from now on: a test says so",
              "requests are served again after 1.0 s; 2 were refused");
    }
    assertThat(exchange.answered).isPositive();
  }

  @Test
  void requestsAreCountedExactlyAndToldOnce() {
    Overload overload = new Overload(new OverloadMarks(0, 0, 2, 0));
    LongAdder inFlight = new LongAdder();
    overload.watch(List.of(), inFlight::sum);
    inFlight.add(1);
    assertThat(overload.reason(inFlight)).isNull();
    inFlight.add(1);
    assertThat(overload.reason(inFlight)).isEqualTo("overload-requests");
    try (LogRecords log = new LogRecords()) {
      overload.refuse(new FakeExchange(new FakeLoop()));
      inFlight.add(-1);
      overload.look(1);
      assertThat(log.messages())
          .containsExactly(
              "new requests get 503 from now on: there are as many requests as allowed");
    }
    assertThat(overload.counts()).isTrue();
    assertThat(overload.measures()).isFalse();
  }

  @Test
  void requestsEndItOnlyWhenThereAreClearlyFewer() {
    AtomicLong inFlight = new AtomicLong(16);
    RequestSignal signal = new RequestSignal(inFlight::get, 16);
    assertThat(signal.look(0)).isTrue();
    inFlight.set(15);
    assertThat(signal.look(0)).isTrue();
    inFlight.set(14);
    assertThat(signal.look(0)).isFalse();
    inFlight.set(15);
    assertThat(signal.look(0)).isFalse();
    assertThat(signal.told()).isEqualTo("16 requests at once");
  }

  @Test
  void lateLoopsAreAnOverloadWhenItLasts() {
    FakeLoop loop =
        new FakeLoop() {
          @Override
          public void execute(Runnable task) {
            // never has its turn
          }
        };
    LoopWatch watch = new LoopWatch(loop, () -> 0, Runnable::run);
    watch.measure();
    DelaySignal signal = new DelaySignal(List.of(watch), SECOND);
    long now = System.nanoTime() + 2 * SECOND;
    watch.look(now, 0);
    assertThat(signal.look(now)).isFalse();
    assertThat(signal.look(now + SECOND)).isFalse();
    assertThat(signal.look(now + SECOND + DelaySignal.LASTING)).isTrue();
    assertThat(signal.told()).contains("late by 3000 ms");
    assertThat(signal.reason()).isEqualTo("overload-delay");
    // What one handler holds is no overload.
    loop.carries = 1;
    for (int i = 0; i < 3; i++) {
      watch.look(now, SECOND);
    }
    assertThat(watch.holds()).isTrue();
    assertThat(signal.look(now + 2 * SECOND + DelaySignal.LASTING)).isFalse();
  }

  @Test
  void aRequestTooManyIsAnsweredByTheLoopAndTheNextIsServed() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    FakeApplication app =
        new FakeApplication()
            .get("/x", call -> Response.text("served"))
            .get("/essential", call -> Response.text("alive"))
            .get(
                "/wait",
                call -> {
                  entered.countDown();
                  release.await();
                  return Response.text("done");
                });
    EngineConfig.Builder settings = EngineConfig.builder().workers(1).transport(Transport.NIO);
    Running running =
        BridgeServer.start(
            app,
            settings,
            Mode.AUTO,
            Duration.ZERO,
            new OverloadMarks(90, 90, 1, 60 * SECOND),
            Observers.NONE);
    int port = running.uris().getFirst().getPort();
    try (Client first = new Client(port);
        Client second = new Client(port)) {
      first.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
      entered.await();
      assertThat(second.get("/x"))
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("retry-after: 2")
          .contains("application/problem+json")
          .contains("too much to do");
      assertThat(second.get("/essential")).endsWith("alive");
      release.countDown();
      assertThat(first.read()).endsWith("done");
      await().untilAsserted(() -> assertThat(second.get("/x")).endsWith("served"));
    } finally {
      running.stop();
    }
    assertThat(app.active()).isZero();
  }
}

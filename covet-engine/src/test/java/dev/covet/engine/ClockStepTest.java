package dev.covet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Headers;
import dev.covet.http.HttpDate;
import dev.covet.http.Limits;
import dev.covet.http.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The clock of the machine is set while a server runs: what is told follows, what waits does not.
 */
class ClockStepTest {
  private static final Headers TEXT = Headers.of("content-type", "text/plain");
  private static final byte[] BODY = "well.".getBytes(StandardCharsets.ISO_8859_1);
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final Pattern DATE = Pattern.compile("Date: ([^\r]+)\r\n");

  /** RFC 9113: the preface and empty settings. */
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";

  private static final Pattern HTTP2_DATE =
      Pattern.compile("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT");

  private final DayClock clock = new DayClock();
  private Engine engine;

  /** The machine's, set by a test; counts how often it is asked. */
  private static final class DayClock implements InstantSource {
    final AtomicLong ahead = new AtomicLong();
    final AtomicLong asked = new AtomicLong();

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(System.currentTimeMillis() + ahead.get());
    }

    @Override
    public long millis() {
      asked.incrementAndGet();
      return instant().toEpochMilli();
    }
  }

  /**
   * The turn in which the clock is set may tell the time of its beginning; that one is waited for.
   */
  private void step(Duration by) throws Exception {
    clock.ahead.addAndGet(by.toMillis());
    CountDownLatch over = new CountDownLatch(1);
    engine.loops().getFirst().execute(over::countDown);
    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void start(Transport transport, Limits limits) throws Exception {
    engine =
        Engine.start(
            EngineConfig.builder()
                .transport(transport)
                .workers(1)
                .limits(limits)
                .clock(clock)
                .build(),
            exchange -> {
              exchange.respond(Status.OK, TEXT, BODY, 0, BODY.length);
              return ExchangeHandler.Serving.DONE;
            });
  }

  @AfterEach
  void stop() {
    engine.stop();
  }

  /** One request on a connection that goes on. */
  private void asksAndIsToldTheTime(Wire wire) throws Exception {
    Instant before = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String answer = wire.send(REQUEST).until("well.");
    Instant after = clock.instant();
    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
    Matcher date = DATE.matcher(answer);
    assertThat(date.find()).isTrue();
    assertThat(HttpDate.parse(date.group(1)).orElseThrow()).isBetween(before, after);
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void theDateFollowsAndConnectionsGoOn(Transport transport) throws Exception {
    start(transport, Limits.defaults());
    try (Wire idle = new Wire(engine);
        Wire busy = new Wire(engine)) {
      asksAndIsToldTheTime(idle);
      asksAndIsToldTheTime(busy);
      for (int days : new int[] {1, -1, -1, 1, -365, 3650}) {
        step(Duration.ofDays(days));
        asksAndIsToldTheTime(busy);
        asksAndIsToldTheTime(busy);
      }
      asksAndIsToldTheTime(idle);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void whatEndsByTimeEndsInItsTimeAndTheLoopRests(Transport transport) throws Exception {
    start(
        transport,
        Limits.defaults().toBuilder()
            .headTimeout(Duration.ofMillis(1500))
            .keepAlive(Duration.ofMillis(1500))
            .build());
    for (int days : new int[] {1, -2}) {
      try (Wire idle = new Wire(engine);
          Wire slow = new Wire(engine)) {
        asksAndIsToldTheTime(idle);
        slow.send("GET / HT");
        long turns = clock.asked.get();
        step(Duration.ofDays(days));
        // Not ended by the step: it is served before its time is over.
        asksAndIsToldTheTime(idle);
        assertThat(slow.rest()).startsWith("HTTP/1.1 408 ");
        assertThat(idle.rest()).isEmpty();
        // Each turn of the loop asks once; one that spins takes more of them than this in a moment.
        assertThat(clock.asked.get() - turns).isBetween(1L, 200L);
      }
    }
  }

  /** {@code GET http://a/} as a whole request, its fields from the static table of RFC 7541. */
  private void asksOverHttp2(Wire wire, int stream) throws Exception {
    Instant before = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String answer =
        wire.send("\0\0\u0006\u0001\u0005\0\0\0" + (char) stream)
            .send("\u0082\u0086\u0084\u0041\u0001a")
            .until("well.");
    Instant after = clock.instant();
    Matcher date = HTTP2_DATE.matcher(answer);
    assertThat(date.find()).as(answer).isTrue();
    assertThat(HttpDate.parse(date.group()).orElseThrow()).isBetween(before, after);
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void overHttp2TheSame(Transport transport) throws Exception {
    start(transport, Limits.defaults().toBuilder().keepAlive(Duration.ofMillis(1500)).build());
    try (Wire wire = new Wire(engine).send(PREFACE)) {
      int stream = 1;
      asksOverHttp2(wire, stream);
      // A date that was told before would come by its index.
      for (int days : new int[] {1, -2, -365, 3650}) {
        step(Duration.ofDays(days));
        stream += 2;
        asksOverHttp2(wire, stream);
      }
      long turns = clock.asked.get();
      step(Duration.ofDays(-2));
      // GOAWAY without an error, after the last stream: the idle connection ends in its time.
      assertThat(wire.rest()).contains("\u0007\0\0\0\0\0\0\0\0" + (char) stream + "\0\0\0\0");
      assertThat(clock.asked.get() - turns).isBetween(1L, 200L);
    }
  }
}

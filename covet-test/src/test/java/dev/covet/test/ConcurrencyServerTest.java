package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Covet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Concurrency limits over real connections. */
class ConcurrencyServerTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int CANCEL = 8;

  private final Semaphore mayEnd = new Semaphore(0);
  private final AtomicInteger begun = new AtomicInteger();

  private String stubborn() {
    begun.incrementAndGet();
    mayEnd.acquireUninterruptibly();
    return "done";
  }

  @Test
  void aHandlerPastItsDeadlineHoldsItsSlotUntilItEnds() throws Exception {
    try (TestServer server =
        TestServer.start(
            Config.builder().requestTimeout(Duration.ofMillis(200)),
            app -> app.get("/", request -> stubborn()).concurrency(1, 0, Duration.ZERO))) {
      TestResponse timeout = server.client().get("/").send();
      assertThat(timeout.status()).isEqualTo(503);
      assertThat(timeout.text()).contains("longer than the server allows");

      TestResponse refusal = server.client().get("/").send();
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.text()).contains("as many requests as possible");
      assertThat(refusal.header("retry-after")).isEqualTo("1");
      assertThat(begun.get()).isEqualTo(1);

      mayEnd.release(1_000);
      await().until(() -> server.client().get("/").send().status() == 200);
    }
  }

  /** On the loop each request is in its place before the next one is read. */
  private void declareOne(Covet app) {
    app.get("/", request -> stubborn()).concurrency(1, 1, LONG).onLoop();
    app.get("/probe", request -> "").onLoop();
  }

  @Test
  void aStreamThatIsResetWhileItWaitsLeavesTheLine() throws Exception {
    try (TestServer server = TestServer.start(this::declareOne);
        Http2Connection connection = server.connectHttp2()) {
      connection.response(connection.get("/probe"));
      int served = connection.get("/");
      int leaving = connection.get("/");
      assertThat(isRefused(connection, connection.get("/"))).isTrue();
      assertThat(begun.get()).isEqualTo(1);

      connection.reset(leaving, CANCEL);
      int next = await().until(() -> entered(connection), stream -> stream > 0);
      mayEnd.release(2);
      assertThat(connection.responses(List.of(served, next)))
          .extracting(TestResponse::status)
          .containsExactly(200, 200);
      assertThat(begun.get()).isEqualTo(2);
    }
  }

  /** A stream that found a place, or 0. */
  private static int entered(Http2Connection connection) throws IOException {
    int stream = connection.get("/");
    return isRefused(connection, stream) ? 0 : stream;
  }

  /** Whether a stream is answered before one that came after it. */
  private static boolean isRefused(Http2Connection connection, int stream) throws IOException {
    int probe = connection.get("/probe");
    boolean refused = false;
    while (true) {
      Http2Connection.Frame frame = Objects.requireNonNull(connection.read());
      if (frame.type() == Http2Connection.HEADERS) {
        connection.fields(frame.payload());
        refused |= frame.stream() == stream;
      }
      if (frame.stream() == probe && frame.endsStream()) {
        return refused;
      }
    }
  }
}

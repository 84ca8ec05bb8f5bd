package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many slow clients against a server with one event loop and limits of a second or two: all of them
 * are gone soon, and an honest client notices nothing.
 */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
class SlowClientsTest {
  private static final int COUNT = 200;
  private static final long LARGE = 16 << 20;

  /** Well below the default limits of head, request and answer; far above a loaded machine's. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private final Covet app;
  private final AtomicInteger entered = new AtomicInteger();
  private final AtomicInteger slow = new AtomicInteger();
  private final AtomicInteger mostSlow = new AtomicInteger();
  private final List<SlowClient> clients = new ArrayList<>();
  private HonestClient honest;

  SlowClientsTest(String transport) {
    app =
        Covet.create(
            Config.builder()
                .port(0)
                .workers(1)
                .transport(transport)
                .set("signals", false)
                .set("drain-timeout", "5s")
                .set("head-timeout", "1s")
                .set("body-grace", "2s")
                .set("response-stall", "2s")
                .set("response-window", "2s")
                .build());
    app.get("/quick", req -> "quick");
    app.post(
        "/body",
        req -> {
          boolean counts = req.header("x-slow").isPresent();
          if (counts) {
            enter();
          }
          try {
            return Integer.toString(req.body().bytes().length);
          } finally {
            if (counts) {
              slow.decrementAndGet();
            }
          }
        });
    app.get(
        "/large",
        req ->
            Response.stream(
                out -> {
                  enter();
                  try {
                    byte[] part = new byte[16 << 10];
                    for (long left = LARGE; left > 0; left -= part.length) {
                      out.write(part);
                    }
                  } finally {
                    slow.decrementAndGet();
                  }
                }));
  }

  @BeforeEach
  void start() {
    app.start();
    honest = new HonestClient(port());
  }

  @AfterEach
  void stop() throws Exception {
    honest.close();
    for (SlowClient client : clients) {
      client.close();
    }
    app.stop();
  }

  private int port() {
    return app.uris().getFirst().getPort();
  }

  private void enter() {
    mostSlow.accumulateAndGet(slow.incrementAndGet(), Math::max);
    entered.incrementAndGet();
  }

  private void connect(String start) throws IOException {
    for (int i = 0; i < COUNT; i++) {
      clients.add(new SlowClient(port(), start));
    }
  }

  /** Nearly all handlers waited at the same time, even where this machine took long to connect. */
  private void allHandlersWaited() {
    await().pollInterval(Duration.ofMillis(5)).until(() -> entered.get() == COUNT);
    assertThat(mostSlow).hasValueGreaterThan(COUNT / 2);
  }

  private boolean dripAll() throws IOException {
    boolean ended = true;
    for (SlowClient client : clients) {
      if (!client.ended()) {
        client.drip();
      }
      ended &= client.ended();
    }
    return ended;
  }

  private boolean sipAll() throws IOException {
    for (SlowClient client : clients) {
      client.sip();
    }
    return slow.get() == 0;
  }

  /** Waits until all are gone; not before their limit. Meanwhile the honest one is answered. */
  private void allAreGoneSoon(long start, Callable<Boolean> gone) {
    long before = honest.answered();
    await().atMost(SOON).until(gone);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    long after = honest.answered();
    assertThat(after - before).as("requests answered meanwhile").isGreaterThan(20);
    await().until(() -> honest.answered() > after + 20 || honest.failure() != null);
    assertThat(honest.failure()).isNull();
    assertThat(honest.longestMillis()).as("longest time of the honest client").isLessThan(2000);
  }

  private void allWereToldThatTheyAreTooSlow() {
    assertThat(clients)
        .allSatisfy(client -> assertThat(client.answer()).startsWith("HTTP/1.1 408 "));
  }

  @Test
  void clientsWithSlowHeadsAreGoneSoonAndTheHonestOneIsAnswered() throws Exception {
    long start = System.nanoTime();
    connect("GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    allAreGoneSoon(start, this::dripAll);
    allWereToldThatTheyAreTooSlow();
  }

  @Test
  void clientsWithSlowBodiesAreGoneSoonAndTheHonestOneIsAnswered() throws Exception {
    long start = System.nanoTime();
    connect(
        "POST /body HTTP/1.1\r\nHost: localhost\r\nX-Slow: 1\r\nContent-Length: 1000\r\n\r\nfirst");
    allHandlersWaited();
    allAreGoneSoon(start, this::dripAll);
    allWereToldThatTheyAreTooSlow();
    await().untilAsserted(() -> assertThat(slow).hasValue(0));
  }

  @Test
  void clientsThatHardlyReadAreGoneSoonAndTheHonestOneIsAnswered() throws Exception {
    long start = System.nanoTime();
    connect("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
    allHandlersWaited();
    allAreGoneSoon(start, this::sipAll);
    for (SlowClient client : clients) {
      assertThat(client.drain(LARGE)).as("bytes of a cut off answer").isLessThan(LARGE);
    }
  }
}

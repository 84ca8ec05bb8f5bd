package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Covet;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that hold a thread, on a server with one event loop: others are answered meanwhile. */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
@SuppressWarnings("ThreadPriorityCheck") // a handler that yields for ever is one of the cases
class HeldLoopTest {
  private static final int OTHERS = 100;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Covet app;
  private final AtomicBoolean release = new AtomicBoolean();
  private final AtomicInteger holding = new AtomicInteger();

  @TempDir Path folder;

  HeldLoopTest(String transport) {
    app =
        Covet.create(
            Config.builder()
                .port(0)
                .workers(1)
                .transport(transport)
                .set("signals", false)
                .set("drain-timeout", "5s")
                .build());
    app.get("/quick", req -> "quick");
  }

  @AfterEach
  void stop() {
    release.set(true);
    app.stop();
  }

  private int port() {
    return app.uris().getFirst().getPort();
  }

  private Connection connect() throws IOException {
    return new Connection(port());
  }

  private void spin() {
    holding.incrementAndGet();
    long start = System.nanoTime();
    while (!release.get() && System.nanoTime() - start < MOST_NANOS) {
      Thread.onSpinWait();
    }
    holding.decrementAndGet();
  }

  /** Asks until the route, whose answer is its thread, runs on the loop. */
  private static void promote(Connection connection, String path) throws IOException {
    long start = System.nanoTime();
    while (!connection.get(path).contains("covet-loop")) {
      assertThat(System.nanoTime() - start).isLessThan(2 * MOST_NANOS);
    }
  }

  /** Others are answered, old connections and new ones, while that many handlers hold on. */
  private void othersAreAnswered(int holders) throws IOException {
    await().until(() -> holding.get() == holders);
    try (Connection other = connect()) {
      for (int i = 0; i < OTHERS; i++) {
        assertThat(other.get("/quick")).startsWith("HTTP/1.1 200 ").endsWith("quick");
      }
    }
    for (int i = 0; i < 10; i++) {
      try (Connection other = connect()) {
        assertThat(other.get("/quick")).endsWith("quick");
      }
    }
    assertThat(holding).as("handlers that still hold on").hasValue(holders);
  }

  @Test
  void theFirstCallOfARouteThatSpinsHoldsNobodyUp() throws Exception {
    app.get(
        "/spin",
        req -> {
          spin();
          return "spun";
        });
    app.start();
    try (Connection first = connect()) {
      first.request("/spin");
      othersAreAnswered(1);
      release.set(true);
      assertThat(first.read()).endsWith("spun");
    }
  }

  @Test
  void theFirstCallOfARouteThatReadsABlockingFileHoldsNobodyUp() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(Tool.run("mkfifo", pipe.toString()).exit()).isZero();
    app.get(
        "/file",
        req -> {
          holding.incrementAndGet();
          try (InputStream in = Files.newInputStream(pipe)) {
            return new String(in.readNBytes(7), StandardCharsets.UTF_8);
          } finally {
            holding.decrementAndGet();
          }
        });
    app.start();
    try (Connection first = connect()) {
      first.request("/file");
      try {
        othersAreAnswered(1);
      } finally {
        // Opened for both ways it blocks nobody, whether there is a reader or not.
        try (RandomAccessFile out = new RandomAccessFile(pipe.toFile(), "rw")) {
          out.write("content".getBytes(StandardCharsets.UTF_8));
          assertThat(first.read()).endsWith("content");
        }
      }
    }
  }

  @Test
  void theFirstCallOfARouteWhoseStaticInitialiserAsksTheSameServerIsAnswered() throws Exception {
    byte[] code;
    try (InputStream in = getClass().getResourceAsStream("AsksInItsInitialiser.class")) {
      code = in.readAllBytes();
    }
    app.get(
        "/initialiser",
        req -> {
          // Hidden classes are new each time, so that each is initialised by its own request.
          Class<?> fresh = MethodHandles.lookup().defineHiddenClass(code, true).lookupClass();
          return (String) fresh.getDeclaredField("ANSWER").get(null);
        });
    app.start();
    System.setProperty(AsksInItsInitialiser.PORT, Integer.toString(port()));
    List<Connection> connections = new ArrayList<>();
    try (Connection other = connect()) {
      for (int i = 0; i < 10; i++) {
        Connection connection = connect();
        connections.add(connection);
        connection.request("/initialiser");
      }
      for (int i = 0; i < OTHERS; i++) {
        assertThat(other.get("/quick")).endsWith("quick");
      }
      for (Connection connection : connections) {
        assertThat(connection.read()).contains("HTTP/1.1 200 OK").endsWith("quick");
        connection.close();
      }
    } finally {
      System.clearProperty(AsksInItsInitialiser.PORT);
    }
  }

  @Test
  void aThousandHandlersThatSleepDelayNobody() throws Exception {
    int count = 1000;
    app.get(
        "/sleep",
        req -> {
          holding.incrementAndGet();
          do {
            Thread.sleep(100);
          } while (!release.get());
          holding.decrementAndGet();
          return "slept";
        });
    app.start();
    List<Connection> sleepers = new ArrayList<>();
    try (Connection other = connect()) {
      for (int i = 0; i < count; i++) {
        Connection sleeper = connect();
        sleepers.add(sleeper);
        sleeper.request("/sleep");
      }
      await().until(() -> holding.get() == count);
      long[] times = new long[OTHERS];
      for (int i = 0; i < OTHERS; i++) {
        long start = System.nanoTime();
        assertThat(other.get("/quick")).endsWith("quick");
        times[i] = System.nanoTime() - start;
        Thread.sleep(3);
      }
      assertThat(holding).hasValue(count);
      release.set(true);
      for (Connection sleeper : sleepers) {
        assertThat(sleeper.read()).endsWith("slept");
      }
      Arrays.sort(times);
      assertThat(Duration.ofNanos(times[OTHERS / 2]))
          .as("median delay of other requests")
          .isLessThan(Duration.ofMillis(50));
      assertThat(Duration.ofNanos(times[OTHERS - 1])).isLessThan(Duration.ofSeconds(1));
    } finally {
      release.set(true);
      for (Connection sleeper : sleepers) {
        sleeper.close();
      }
    }
  }

  @Test
  void aHoldOfTheLoopIsLoggedWhileItLastsAndDoesNotHappenTwice() throws Exception {
    AtomicBoolean hold = new AtomicBoolean();
    app.get(
        "/work/{id}",
        req -> {
          if (hold.get()) {
            spin();
          }
          return Thread.currentThread().toString();
        });
    app.start();
    try (BridgeLog log = new BridgeLog();
        Connection worker = connect();
        Connection other = connect()) {
      promote(worker, "/work/1");
      hold.set(true);
      worker.request("/work/2");
      await().until(() -> holding.get() == 1);
      await().until(() -> log.messages().stream().anyMatch(text -> text.contains("holds event")));
      other.request("/quick"); // others of this loop wait for the end of the hold, this once
      assertThat(log.messages())
          .as("logged while the handler still holds the loop")
          .anyMatch(
              text ->
                  text.contains("GET /work/{id}")
                      && text.contains("holds event loop 0 for ")
                      && text.contains("\tat ")
                      && text.contains("HeldLoopTest.spin"));
      assertThat(holding).hasValue(1);
      release.set(true);
      assertThat(worker.read()).contains("covet-loop");
      assertThat(other.read()).endsWith("quick");

      release.set(false);
      worker.request("/work/3");
      othersAreAnswered(1);
      release.set(true);
      assertThat(worker.read()).startsWith("HTTP/1.1 200 ").doesNotContain("covet-loop");
    }
  }

  @Test
  void aParkedHandlerPastItsDeadlineIsInterruptedAndAnsweredWith503() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    app.get(
            "/parked",
            req -> {
              holding.incrementAndGet();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return "too late";
            })
        .timeout(Duration.ofSeconds(2));
    app.start();
    try (Connection parked = connect()) {
      long start = System.nanoTime();
      parked.request("/parked");
      othersAreAnswered(1);
      assertThat(parked.read()).startsWith("HTTP/1.1 503 ").doesNotContain("too late");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(5));
      assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aHandlerThatYieldsForEverStarvesNobody() throws Exception {
    AtomicBoolean hold = new AtomicBoolean();
    app.get(
        "/yields",
        req -> {
          String thread = Thread.currentThread().toString();
          if (hold.get()) {
            holding.incrementAndGet();
            long start = System.nanoTime();
            while (!release.get() && System.nanoTime() - start < MOST_NANOS) {
              Thread.yield();
            }
            holding.decrementAndGet();
          }
          return thread;
        });
    app.start();
    try (Connection yielding = connect()) {
      promote(yielding, "/yields");
      hold.set(true);
      yielding.request("/yields");
      othersAreAnswered(1);
      release.set(true);
      assertThat(yielding.read()).contains("covet-loop");
    }
  }
}

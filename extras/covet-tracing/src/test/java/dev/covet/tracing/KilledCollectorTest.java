package dev.covet.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.test.TestClient;
import dev.covet.test.TestServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The collector's process is killed while requests run. */
class KilledCollectorTest {
  private static final int QUEUE = 64;
  private static final int BATCH = 16;
  private static final int CLIENTS = 4;
  private static final int REQUESTS = 200;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "otel.bsp.schedule.delay", "20",
          "otel.bsp.max.queue.size", String.valueOf(QUEUE),
          "otel.bsp.max.export.batch.size", String.valueOf(BATCH));

  private static final Pattern DROPPED = Pattern.compile("dropped (\\d+) span");

  private final Logger logger = Logger.getLogger("io.opentelemetry");
  private final Complaints complaints = new Complaints();

  /** What the SDK has to say. */
  private static final class Complaints extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.INFO.intValue()) {
        lines.add(record.getLevel() + " " + record.getMessage());
      }
    }

    long dropped() {
      return lines.stream()
          .map(DROPPED::matcher)
          .filter(Matcher::find)
          .mapToLong(line -> Long.parseLong(line.group(1)))
          .sum();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @AfterEach
  void clean() {
    logger.removeHandler(complaints);
    logger.setUseParentHandlers(true);
    GlobalOpenTelemetry.resetForTest();
    SETTINGS.keySet().forEach(System::clearProperty);
    System.clearProperty("otel.exporter.otlp.endpoint");
  }

  private static Thread worker() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("BatchSpanProcessor"))
        .max((one, other) -> Long.compare(one.threadId(), other.threadId()))
        .orElseThrow();
  }

  @Test
  void requestsGoOnAndSpansComeAgainFromAnother() throws Exception {
    logger.addHandler(complaints);
    logger.setUseParentHandlers(false);
    SETTINGS.forEach(System::setProperty);
    try (SinkProcess first = new SinkProcess(0)) {
      System.setProperty("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + first.port());
      try (TestServer server =
              TestServer.start(
                  Config.builder().set("tracing-enabled", true).set("openapi", false),
                  app -> app.get("/{part}/{id}", req -> "ok").hidden());
          ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean killed = new AtomicBoolean();
        List<Callable<Integer>> loads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          loads.add(() -> load(server, asked, killed));
        }
        List<Future<Integer>> answered = new ArrayList<>();
        loads.forEach(load -> answered.add(clients.submit(load)));
        await().until(() -> !first.paths().isEmpty());
        first.kill();
        killed.set(true);
        int sum = 0;
        for (Future<Integer> each : answered) {
          sum += each.get();
        }
        assertThat(sum).isEqualTo(asked.get());

        // A thread that spins takes a whole CPU.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long worker = worker().threadId();
        long before = threads.getThreadCpuTime(worker);
        long begun = System.nanoTime();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> System.nanoTime() - begun > 1_000_000_000L);
        long cpu = threads.getThreadCpuTime(worker) - before;
        assertThat(cpu).isLessThan(500_000_000L);

        try (SinkProcess second = new SinkProcess(first.port())) {
          try (TestClient client = server.client()) {
            AtomicInteger more = new AtomicInteger();
            await()
                .atMost(Duration.ofSeconds(60))
                .until(
                    () -> {
                      client.get("/after/" + more.incrementAndGet()).send();
                      return second.paths().stream().anyMatch(path -> path.startsWith("/after"));
                    });
          }
          // No more waited than the queue and what was on its way hold; the rest is counted.
          int most = QUEUE + 2 * BATCH;
          assertThat(second.paths().stream().filter(path -> path.startsWith("/down")).count())
              .isLessThanOrEqualTo(most);
          assertThat(complaints.dropped()).isGreaterThanOrEqualTo((long) CLIENTS * REQUESTS - most);
          assertThat(complaints.lines).hasSizeLessThan(20);
        }
      }
    }
  }

  /** Requests until so many have been sent since the collector is gone; how many were answered. */
  private static int load(TestServer server, AtomicInteger asked, AtomicBoolean killed) {
    int answered = 0;
    int since = 0;
    try (TestClient client = server.client()) {
      while (since < REQUESTS) {
        boolean down = killed.get();
        since += down ? 1 : 0;
        int id = asked.incrementAndGet();
        int status = client.get((down ? "/down/" : "/up/") + id).send().status();
        answered += status == 200 ? 1 : 0;
      }
    }
    return answered;
  }
}

package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.checks.Observer.Live;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What requests and idle connections cost, seen from outside in a JVM of their own. Bytes, not
 * times: they do not depend on the machine.
 */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
class MemoryTest {
  private static final int BYTES_A_REQUEST = 800;
  private static final long DIRECT_A_CONNECTION = 1024;
  private static final int IDLE = 2000;
  private static final int CONNECTIONS = 16;
  private static final int TURNS = 1000;
  private static final int MOST_ROUNDS = 12;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final String REQUEST = "GET /plaintext HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final String transport;
  private ExampleProcess server;
  private Observer observer;

  MemoryTest(String transport) {
    this.transport = transport;
  }

  @BeforeEach
  void start() throws Exception {
    // The level of leak detection that users have: paranoid, as in tests, keeps stacks.
    // The optimising compiler, which other tests do without, makes do with fewer objects.
    List<String> options =
        List.of(
            "-XX:TieredStopAtLevel=4",
            "-Dio.netty.leakDetection.level=simple",
            "-XX:NativeMemoryTracking=summary");
    server = ExampleProcess.start(options, "Bench", "--transport", transport, "--workers", "1");
    observer = new Observer(server.process());
  }

  @AfterEach
  void stop() throws Exception {
    observer.close();
    server.close();
  }

  private List<Connection> connect(int count) throws IOException {
    List<Connection> connections = new ArrayList<>();
    int port = URI.create(server.url("/")).getPort();
    for (int i = 0; i < count; i++) {
      Connection connection = new Connection(port);
      connections.add(connection);
      assertThat(connection.get("/plaintext")).endsWith("Hello, World!");
    }
    return connections;
  }

  private static void close(List<Connection> connections) throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
  }

  /** One request after the other on each connection, several connections at a time. */
  private static void load(List<Connection> connections, int depth, int size) throws IOException {
    String request = REQUEST.repeat(depth);
    for (int i = 0; i < TURNS; i++) {
      for (Connection connection : connections) {
        connection.send(request);
      }
      for (Connection connection : connections) {
        connection.skip(depth * size);
      }
    }
  }

  private long allocatedSince(Map<Long, Long> before) {
    long sum = 0;
    for (Map.Entry<Long, Long> thread : observer.allocated().entrySet()) {
      sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }

  /**
   * Bytes of what there are more of by at least one for nearly each connection: whatever else
   * happens in a JVM makes no thousands of anything.
   */
  private static long grown(Map<String, Live> before, Map<String, Live> after) {
    return after.entrySet().stream()
        .mapToLong(
            entry -> {
              Live was = before.getOrDefault(entry.getKey(), new Live(0, 0));
              boolean many = entry.getValue().instances() - was.instances() >= IDLE * 9 / 10;
              return many ? entry.getValue().bytes() - was.bytes() : 0;
            })
        .sum();
  }

  /** Of what there are more, with bytes for a connection. */
  private static String told(Map<String, Live> before, Map<String, Live> after) {
    return after.entrySet().stream()
        .map(
            entry -> {
              Live was = before.getOrDefault(entry.getKey(), new Live(0, 0));
              return Map.entry(entry.getKey(), (entry.getValue().bytes() - was.bytes()) / IDLE);
            })
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  @Test
  void aRequestInTheSteadyStateAllocatesFewBytes() throws Exception {
    List<Connection> connections = connect(CONNECTIONS);
    int size = connections.getFirst().get("/plaintext").length();
    load(connections, 16, size);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_ROUNDS && least > BYTES_A_REQUEST; i++) {
      Map<Long, Long> before = observer.allocated();
      load(connections, 1, size);
      least = Math.min(least, allocatedSince(before) / (TURNS * CONNECTIONS));
    }
    close(connections);
    // The thread of a request alone is more than the lower bound: less would be a wrong measure.
    assertThat(least).isBetween(200L, (long) BYTES_A_REQUEST);
  }

  /** What lives when the connections before have gone. */
  private Map<String, Live> settled() throws Exception {
    AtomicReference<Map<String, Live>> last = new AtomicReference<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              last.set(observer.live());
              return last.get().entrySet().stream()
                  .filter(entry -> entry.getKey().startsWith("dev.covet.engine."))
                  .noneMatch(entry -> entry.getValue().instances() >= IDLE / 10);
            });
    return last.get();
  }

  @Test
  void idleConnectionsCostLittleAndGiveItBack() throws Exception {
    close(connect(IDLE));
    Map<String, Live> heap = settled();
    long direct = observer.direct();
    int threads = observer.threads();

    List<Connection> connections = connect(IDLE);
    // What serves a request lives a moment longer than its answer takes, and the clock for a slow
    // reader until it is looked at.
    Map<String, Live> held = observer.live();
    long patience = System.nanoTime() + PATIENCE_NANOS;
    while (grown(heap, held) / IDLE > bytesAConnection() && System.nanoTime() - patience < 0) {
      held = observer.live();
    }
    Map<String, Live> last = held;
    long heapEach = grown(heap, held) / IDLE;
    long directEach = (observer.direct() - direct) * 1024 / IDLE;
    assertThat(heapEach).as(() -> told(heap, last)).isBetween(700L, bytesAConnection());
    assertThat(direct).isPositive();
    assertThat(directEach).as("direct memory of a connection").isLessThan(DIRECT_A_CONNECTION);
    assertThat(observer.threads()).isLessThan(threads + 20);

    close(connections);
    Map<String, Live> most = held;
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(grown(observer.live(), most) / IDLE)
                    .as("what is gone again")
                    .isGreaterThan(heapEach * 9 / 10));
  }

  /** What was measured, and room for less than what one more clock would cost. */
  private long bytesAConnection() {
    return switch (transport) {
      case "io_uring" -> 1304;
      case "epoll" -> 1112;
      // It has its keys and sets besides; nothing is promised for it.
      default -> 4096;
    };
  }
}

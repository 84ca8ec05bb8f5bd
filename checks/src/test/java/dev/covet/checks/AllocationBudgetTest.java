package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.test.Http2Connection;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bytes that a loop allocates for a request on each path, thread of the request included, in a
 * JVM of its own over epoll. A budget is what was measured and room for less than one object: an
 * object more on a path fails here, one less is a budget to lower. Bytes, not times: they do not
 * depend on the machine, but on what the JIT has compiled, so the least of some rounds counts; that
 * of the order still varies by some 70.
 */
class AllocationBudgetTest {
  private static final int CONNECTIONS = 8;
  private static final int DEPTH = 16;
  private static final int WARM_UP = 250;
  private static final int TURNS = 30;
  private static final int MOST_ROUNDS = 30;
  private static final String ORDER =
      "{\"customer\":{\"name\":\"Ada\",\"email\":\"ada@example.com\"},\"items\":["
          + "{\"sku\":\"A\",\"qty\":2,\"price\":19.5},{\"sku\":\"B\",\"qty\":1,\"price\":5.25}],\"note\":\"\"}";

  private static ExampleProcess bench;
  private static Observer observer;

  /** Asks many times on one connection and takes the answers. */
  private interface Client extends AutoCloseable {
    void ask(int times) throws IOException;

    void answers(int times) throws IOException;

    @Override
    void close() throws IOException;
  }

  @BeforeAll
  static void start() throws Exception {
    // Leak detection keeps the stacks of some buffers, by chance; and a route that was held up by a
    // busy machine goes to other threads for a while: neither is what is measured here. The
    // optimising compiler, which other tests do without, makes do with fewer objects.
    bench =
        ExampleProcess.start(
            List.of(
                "-XX:TieredStopAtLevel=4",
                "-Dio.netty.leakDetection.level=disabled",
                "-Ddev.covet.bridge.mode=loop"),
            "Bench",
            "--transport",
            "epoll",
            "--workers",
            "1");
    observer = new Observer(bench.process());
  }

  @AfterAll
  static void stop() throws Exception {
    observer.close();
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "plaintext, 448",
    "json, 832",
    "order, 5120",
    "file, 448",
    "echo, 444",
    "http2, 2024",
  })
  void aRequestAllocatesNoMoreThan(String path, long budget) throws Exception {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      clients.add(client(path));
    }
    load(clients, WARM_UP);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_ROUNDS && least > budget; i++) {
      long before = observer.allocated("covet-loop-");
      load(clients, TURNS);
      long bytes = observer.allocated("covet-loop-") - before;
      least = Math.min(least, bytes / ((long) TURNS * CONNECTIONS * DEPTH));
    }
    for (Client client : clients) {
      client.close();
    }
    // Less than the thread of a request would be a wrong measure.
    assertThat(least).as("bytes for each request").isGreaterThan(200).isLessThanOrEqualTo(budget);
  }

  private static void load(List<Client> clients, int turns) throws IOException {
    for (int i = 0; i < turns; i++) {
      for (Client client : clients) {
        client.ask(DEPTH);
      }
      for (Client client : clients) {
        client.answers(DEPTH);
      }
    }
  }

  private static Client client(String path) throws IOException {
    return switch (path) {
      case "plaintext", "json" -> new Http1(get("/" + path));
      case "file" -> new Http1(get("/files/1000.bin"));
      case "order" ->
          new Http1(
              "POST /api/orders/42?expand=true&limit=10 HTTP/1.1\r\nHost: localhost\r\n"
                  + "Content-Type: application/json\r\nAuthorization: Bearer test\r\n"
                  + "Content-Length: "
                  + ORDER.length()
                  + "\r\n\r\n"
                  + ORDER);
      case "echo" -> new Echo();
      default -> new Http2();
    };
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static int port() {
    return URI.create(bench.url("/")).getPort();
  }

  private static final class Http1 implements Client {
    private final Connection connection = new Connection(port());
    private final String request;

    Http1(String request) throws IOException {
      this.request = request;
    }

    @Override
    public void ask(int times) throws IOException {
      connection.send(request.repeat(times));
    }

    @Override
    public void answers(int times) throws IOException {
      for (int i = 0; i < times; i++) {
        assertThat(connection.read()).startsWith("HTTP/1.1 200 ");
      }
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  /** RFC 6455, section 5: text of five letters, under a mask of zeros. */
  private static final class Echo implements Client {
    private static final String FRAME = "\u0081\u0085\0\0\0\0hello";
    private static final int ANSWER = 7;
    private final Connection connection = new Connection(port());

    Echo() throws IOException {
      connection.send(
          "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
      assertThat(connection.read()).startsWith("HTTP/1.1 101 ");
    }

    @Override
    public void ask(int times) throws IOException {
      connection.send(FRAME.repeat(times));
    }

    @Override
    public void answers(int times) throws IOException {
      connection.skip(ANSWER * times);
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  private static final class Http2 implements Client {
    private final Http2Connection connection = Http2Connection.open(port(), false);
    private final List<Integer> streams = new ArrayList<>();

    Http2() throws IOException {}

    @Override
    public void ask(int times) throws IOException {
      for (int i = 0; i < times; i++) {
        streams.add(connection.get("/plaintext"));
      }
    }

    @Override
    public void answers(int times) throws IOException {
      assertThat(connection.responses(streams)).hasSize(times);
      streams.clear();
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}

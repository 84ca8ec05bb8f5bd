package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM under load of keep-alive connections: what was begun is answered, and nobody fails. */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
class SigtermUnderLoadTest {
  private static final int CLIENTS = 8;
  private static final int NEWCOMERS = 4;
  private static final int UPLOADS = 4;
  private static final String ORDER =
      """
      {"customer":{"name":"Ada","email":"ada@example.org"},\
      "items":[{"sku":"a","qty":2,"price":1.5}],"note":"%s"}\
      """
          .formatted("n".repeat(2000));

  private final String transport;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong fresh = new AtomicLong();
  private final AtomicInteger retries = new AtomicInteger();
  private final List<String> failures = new ArrayList<>();
  private ExampleProcess server;
  private int port;

  SigtermUnderLoadTest(String transport) {
    this.transport = transport;
  }

  @BeforeEach
  void start() throws Exception {
    server = ExampleProcess.start("Bench", "--transport", transport, "--workers", "2");
    port = URI.create(server.url("/")).getPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Keeps a connection busy, opens the next one when it ends, until nobody listens any more. */
  private void load(String request, int depth) {
    try {
      while (useOneConnection(request, depth)) {
        // the server has ended the connection
      }
    } catch (IOException | RuntimeException e) {
      synchronized (failures) {
        failures.add(e.toString());
      }
    }
  }

  /**
   * Uses a connection until it ends.
   *
   * @return whether there was one
   * @throws IOException if an answer is wrong or cut off, or there is none to the first request
   */
  private boolean useOneConnection(String request, int depth) throws IOException {
    Connection connection;
    try {
      connection = new Connection(port);
    } catch (ConnectException e) {
      return false;
    }
    try (connection) {
      for (boolean reused = false; ; reused = true) {
        if (!exchange(connection, request, depth, reused)) {
          return true;
        }
      }
    }
  }

  /** Opens a connection for each request until nobody listens any more. */
  private void comeAnew() {
    try {
      while (true) {
        try (Connection connection = new Connection(port)) {
          exchange(connection, plain("/plaintext"), 1, false);
          fresh.incrementAndGet();
        } catch (ConnectException e) {
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      synchronized (failures) {
        failures.add("newcomer: " + e + ", " + e.getCause());
      }
    }
  }

  /** Sends requests at once and reads their answers; false if the connection is not to be used. */
  private boolean exchange(Connection connection, String request, int depth, boolean reused)
      throws IOException {
    boolean got = reused;
    try {
      connection.send(request.repeat(depth));
      for (int i = 0; i < depth; i++) {
        String answer = connection.read();
        if (!answer.startsWith("HTTP/1.1 200 ")) {
          throw new IOException("answered " + answer);
        }
        answered.incrementAndGet();
        got = true;
        if (answer.toLowerCase(Locale.ROOT).contains("connection: close")) {
          return false;
        }
      }
      return true;
    } catch (EOFException | SocketException e) {
      // Not a byte of this answer came. Where others were answered before, it may be sent again.
      if (!got) {
        throw new IOException("no answer on a fresh connection", e);
      }
      retries.incrementAndGet();
      return false;
    }
  }

  private static String plain(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String orderHead() {
    return "POST /api/orders/7 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + ORDER.length()
        + "\r\n\r\n";
  }

  private boolean refused() {
    try (Connection connection = new Connection(port)) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void whatWasBegunIsAnsweredAndNobodyFails() throws Exception {
    List<Thread> clients = new ArrayList<>();
    List<Connection> uploads = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        int depth = i % 4 == 3 ? 4 : 1;
        String request =
            i % 4 == 2 ? orderHead() + ORDER : plain(i % 2 == 0 ? "/json" : "/plaintext");
        clients.add(Thread.ofPlatform().start(() -> load(request, depth)));
      }
      for (int i = 0; i < NEWCOMERS; i++) {
        clients.add(Thread.ofPlatform().start(this::comeAnew));
      }
      for (int i = 0; i < UPLOADS; i++) {
        Connection upload = new Connection(port);
        uploads.add(upload);
        assertThat(upload.get("/plaintext")).endsWith("Hello, World!");
        upload.send(orderHead() + ORDER.substring(0, 100));
      }
      await().until(() -> answered.get() > 1000 && fresh.get() > 200);
      assertThat(failures).isEmpty();

      server.process().destroy();

      await().until(this::refused);
      for (Connection upload : uploads) {
        assertThat(server.process().isAlive()).isTrue();
        upload.send(ORDER.substring(100));
        assertThat(upload.read())
            .startsWith("HTTP/1.1 200 ")
            .containsIgnoringCase("connection: close")
            .contains("\"total\":3.0");
      }
      for (Thread client : clients) {
        client.join(20_000);
        assertThat(client.isAlive()).isFalse();
      }
      assertThat(server.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).as(server.output()).isZero();
      assertThat(failures).isEmpty();
      assertThat(retries).hasValueLessThanOrEqualTo(CLIENTS);
    } finally {
      for (Connection upload : uploads) {
        upload.close();
      }
    }
  }
}

package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A small heap, all limits as they are by default, and thousands of clients that do not read what
 * they have asked for.
 */
class SlowReadersTest {
  private static final int CLIENTS = 2_000;
  private static final String LARGE = "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final Crowd crowd = new Crowd();
  private ExampleProcess server;
  private int port;

  @BeforeEach
  void start() throws Exception {
    server =
        ExampleProcess.start(
            List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
            "Conformance",
            "--workers",
            "2");
    port = URI.create(server.url("/")).getPort();
  }

  @AfterEach
  void stop() throws IOException {
    crowd.leave();
    server.close();
  }

  private void come() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.getOutputStream().write(LARGE.getBytes(StandardCharsets.US_ASCII));
    crowd.add(socket);
  }

  /** Anonymous and file pages of the process, in bytes. */
  private long resident() throws IOException {
    String pages =
        Files.readString(Path.of("/proc", Long.toString(server.process().pid()), "statm"))
            .split(" ", -1)[1];
    return Long.parseLong(pages) * 4096;
  }

  @Test
  void nothingDiesAndOthersAreAnswered() throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      come();
    }
    // Each client is answered, if only by a refusal, and the process stays small.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              try (Connection other = new Connection(port)) {
                assertThat(other.get("/")).containsPattern("^HTTP/1.1 (200|503) ");
              }
              assertThat(server.output())
                  .containsPattern(
                      "new requests get 503 from now on: \\d+ % of the old generation");
            });
    assertThat(resident()).isLessThan(512L << 20);
    crowd.leave();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (Connection other = new Connection(port)) {
                assertThat(other.get("/")).startsWith("HTTP/1.1 200 ");
              }
              assertThat(server.output()).contains("requests are served again after");
            });
    assertThat(server.output()).doesNotContain("OutOfMemoryError");
    assertThat(server.terminate()).isZero();
  }
}

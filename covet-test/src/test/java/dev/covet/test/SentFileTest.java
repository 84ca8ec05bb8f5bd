package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Response;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that do not pass through our memory. */
class SentFileTest {
  @TempDir Path folder;

  private Path file(long size) throws IOException {
    Path path = folder.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
    return path;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void aClientThatTakesNothingIsCutOff(String transport) throws Exception {
    Path large = file(256L << 20);
    CountDownLatch over = new CountDownLatch(1);
    Config.Builder config =
        Config.builder().transport(transport).set("openapi", false).set("response-stall", "1s");
    try (TestServer server =
            TestServer.start(
                config,
                app ->
                    app.get(
                        "/large",
                        req -> {
                          req.after(over::countDown);
                          return Response.file(large);
                        }));
        RawConnection connection = server.connect()) {
      connection.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
      await().atMost(Duration.ofSeconds(30)).until(() -> over.getCount() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void aFileThatShrinksCutsItsAnswer(String transport) throws Exception {
    Path large = file(8L << 20);
    Config.Builder config = Config.builder().transport(transport).set("openapi", false);
    try (TestServer server =
        TestServer.start(
            config,
            app -> {
              app.get(
                  "/large",
                  req -> {
                    Response<Path> answer = Response.file(large);
                    file(3L << 20);
                    return answer;
                  });
              app.get("/small", req -> "small");
            })) {
      try (RawConnection connection = server.connect()) {
        connection.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.readHead().header("content-length")).isEqualTo("8388608");
        assertThat(cut(connection)).isTrue();
      }
      try (RawConnection connection = server.connect()) {
        connection.send("GET /small HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.read().text()).isEqualTo("small");
      }
    }
  }

  private static boolean cut(RawConnection connection) {
    try {
      return connection.rest().length() < 8 << 20;
    } catch (IOException reset) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void requestsAfterAFileAreAnswered(String transport) throws Exception {
    Path large = file((2L << 20) + 17);
    Config.Builder config = Config.builder().transport(transport).set("openapi", false);
    try (TestServer server =
            TestServer.start(config, app -> app.get("/large", req -> Response.file(large)));
        RawConnection connection = server.connect()) {
      String request = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";
      connection.send(request + request + request);
      for (int i = 0; i < 3; i++) {
        assertThat(connection.read().bytes()).hasSize((2 << 20) + 17);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void aFileLargerThanEverySocketBufferArrivesWhole(String transport) throws Exception {
    byte[] content = new byte[(16 << 20) + 17];
    new Random(7).nextBytes(content);
    Path large = Files.write(folder.resolve("large"), content);
    Config.Builder config = Config.builder().transport(transport).set("openapi", false);
    try (TestServer server =
            TestServer.start(config, app -> app.get("/large", req -> Response.file(large)));
        Socket client = new Socket()) {
      client.setReceiveBufferSize(4096);
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      client
          .getOutputStream()
          .write(
              "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = client.getInputStream().readAllBytes();
      assertThat(Arrays.copyOfRange(answer, answer.length - content.length, answer.length))
          .isEqualTo(content);
    }
  }
}

package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A client that goes on to send after the last answer is read and dropped, so that its system does
 * not throw that answer away. Each piece has been dropped before the next one: a server that closes
 * answers the second by a reset, and the third fails.
 */
class LingeringTest {
  private static final int PIECES = 4;

  private TestServer serving(String transport, String tls) {
    Config.Builder config =
        tls.equals("none")
            ? Config.builder().transport(transport)
            : HttpsContract.tls(transport, tls);
    return TestServer.start(
        config.workers(1).set("linger-timeout", "30s").set("max-body", "100"),
        app -> {
          app.get("/", req -> "here");
          app.post("/echo", req -> req.body().text());
          app.websocket("/socket", SocketServer::echo);
        });
  }

  /** Two turns of the only loop: the server has seen what was sent before. */
  private static void turn(TestServer server) {
    for (int i = 0; i < 2; i++) {
      assertThat(server.client().get("/").send().text()).isEqualTo("here");
    }
  }

  private static void goesOn(TestServer server, RawConnection connection) throws IOException {
    for (int i = 0; i < PIECES; i++) {
      connection.send("x".repeat(1000));
      turn(server);
    }
    assertThat(connection.rest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"nio,none", "nio,boringssl", "nio,jdk", "epoll,boringssl", "io_uring,boringssl"})
  void anUploadThatIsRefusedMayGoOn(String transport, String tls) throws Exception {
    try (TestServer server = serving(transport, tls);
        RawConnection connection = server.connect()) {
      connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n");
      assertThat(connection.read().status()).isEqualTo(413);
      goesOn(server, connection);
    }
  }

  @ParameterizedTest
  @CsvSource({"nio,none", "nio,boringssl", "nio,jdk", "epoll,boringssl", "io_uring,boringssl"})
  void aMessageThatIsTooLargeMayGoOn(String transport, String tls) throws Exception {
    try (TestServer server = serving(transport, tls);
        RawConnection connection = server.connect()) {
      connection.send(
          """
          GET /socket HTTP/1.1\r
          Host: a\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
          \r
          """);
      connection.until("\r\n\r\n");
      connection.send("\u0082\u00ff\0\0\0\0\0\1\0\1\0\0\0\0"); // a frame of 64 KiB and a byte
      connection.until("\u0003\u00f1the frame is larger than 65536");
      goesOn(server, connection);
    }
  }

  @ParameterizedTest
  @CsvSource({"nio,none", "nio,boringssl", "nio,jdk", "epoll,boringssl", "io_uring,boringssl"})
  void aConnectionThatIsEndedMayGoOn(String transport, String tls) throws Exception {
    try (TestServer server = serving(transport, tls);
        Http2Connection connection = server.connectHttp2()) {
      connection.frame(Http2Connection.WINDOW_UPDATE, 0, 0, new byte[4]);
      assertThat(connection.await(Http2Connection.GOAWAY).errorCode()).isEqualTo(1);
      assertThat(connection.read()).isNull();
      for (int i = 0; i < PIECES; i++) {
        connection.frame(Http2Connection.PING, 0, 0, new byte[8]);
        turn(server);
      }
    }
  }
}

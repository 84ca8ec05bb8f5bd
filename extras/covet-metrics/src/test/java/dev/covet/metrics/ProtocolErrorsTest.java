package dev.covet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.test.Http2Connection;
import dev.covet.test.RawConnection;
import dev.covet.test.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What clients break, by protocol. */
class ProtocolErrorsTest {
  /** A text frame without a mask (RFC 6455, section 5.1). */
  private static final byte[] UNMASKED = {(byte) 0x81, 1, 'x'};

  private static TestServer start(Config.Builder config) {
    return TestServer.start(
        config.transport("nio").workers(1).set("metrics-enabled", true).set("drain-timeout", "1s"),
        app ->
            app.websocket(
                "/ws",
                socket -> {
                  while (socket.receive() != null) {
                    // Nothing is said.
                  }
                }));
  }

  private static void awaitError(TestServer server, String protocol, String kind) {
    String line =
        "covet_protocol_errors_total{kind=\"" + kind + "\",protocol=\"" + protocol + "\"} 1.0\n";
    await().until(() -> server.client().get("/metrics").send().text().contains(line));
  }

  @Test
  void aHandshakeOfTlsThatFails() throws Exception {
    try (TestServer server =
        start(Config.builder().set("mode", "dev").set("tls-self-signed", true))) {
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().readAllBytes();
      } catch (IOException reset) {
        // That is as good.
      }
      awaitError(server, "tls", "handshake");
    }
  }

  @Test
  void aConnectionOfHttp2() throws Exception {
    try (TestServer server = start(Config.builder());
        Http2Connection connection = server.connectHttp2()) {
      connection.frame(Http2Connection.DATA, 0, 0);
      connection.await(Http2Connection.GOAWAY);
      awaitError(server, "http2", "PROTOCOL_ERROR");
    }
  }

  @Test
  void aWebSocketOverHttp1() throws Exception {
    try (TestServer server = start(Config.builder());
        RawConnection connection = server.connect()) {
      connection.send(
          "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      assertThat(connection.readHead().status()).isEqualTo(101);
      connection.send(new String(UNMASKED, StandardCharsets.ISO_8859_1));
      awaitError(server, "websocket", "1002");
    }
  }

  @Test
  void aWebSocketOverHttp2() throws Exception {
    try (TestServer server = start(Config.builder());
        Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.headers(
          stream,
          false,
          ":method",
          "CONNECT",
          ":protocol",
          "websocket",
          ":scheme",
          "http",
          ":path",
          "/ws",
          ":authority",
          "a",
          "sec-websocket-version",
          "13");
      connection.await(Http2Connection.HEADERS);
      connection.data(stream, false, UNMASKED);
      awaitError(server, "websocket", "1002");
    }
  }
}

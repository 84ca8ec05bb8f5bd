package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A port behind a proxy that speaks the PROXY protocol: over each transport, with and without TLS.
 */
class ProxyProtocolTest {
  private static final byte[] LINE = latin1("PROXY TCP4 192.0.2.60 203.0.113.1 47011 443\r\n");
  private static final byte[] BINARY =
      HexFormat.of()
          .parseHex(
              "0d0a0d0a000d0a515549540a"
                  + "21210024"
                  + "20010db8000000000000000000000017"
                  + "20010db8000000000000000000000001"
                  + "b7a301bb");
  private static final byte[] LOCAL =
      HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "20000000");
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Config.Builder behindProxy(String transport, boolean tls) {
    Config.Builder config =
        tls ? HttpsContract.tls(transport, "auto") : Config.builder().transport(transport);
    return config
        .set("proxy-protocol", "required")
        .set("trusted-proxies", "127.0.0.0/8, 10.0.0.0/8");
  }

  private static TestServer start(Config.Builder config) {
    return TestServer.start(
        config,
        app ->
            app.get(
                "/", req -> shown(req.remote()) + " " + shown(req.local()) + " " + req.scheme()));
  }

  private static String shown(Object address) {
    InetSocketAddress inet = (InetSocketAddress) address;
    return inet.getAddress().getHostAddress() + " " + inet.getPort();
  }

  private static String http1(TestServer server, boolean tls, byte[] header) throws IOException {
    try (RawConnection connection = new RawConnection(server.port(), tls, header)) {
      return connection.send(REQUEST).read().text();
    }
  }

  private static String http2(TestServer server, boolean tls, byte[] header) throws IOException {
    try (Http2Connection connection = new Http2Connection(server.port(), tls, header)) {
      connection.raw(latin1(Http2Connection.PREFACE)).settings();
      return connection.response(connection.get("/")).text();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void theClientIsTheOneThatTheProxyNames(String transport) throws Exception {
    for (boolean tls : new boolean[] {false, true}) {
      String scheme = tls ? "https" : "http";
      String fourth = "192.0.2.60 47011 203.0.113.1 443 " + scheme;
      String sixth = "2001:db8:0:0:0:0:0:17 47011 2001:db8:0:0:0:0:0:1 443 " + scheme;
      try (TestServer server = start(behindProxy(transport, tls))) {
        assertThat(http1(server, tls, LINE)).isEqualTo(fourth);
        assertThat(http1(server, tls, BINARY)).isEqualTo(sixth);
        assertThat(http2(server, tls, LINE)).isEqualTo(fourth);
        assertThat(http2(server, tls, BINARY)).isEqualTo(sixth);
        assertThat(http1(server, tls, LOCAL))
            .matches("127\\.0\\.0\\.1 \\d+ 127\\.0\\.0\\.1 " + server.port() + " " + scheme);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void theHeaderMayComeInPiecesAndWithTheRequest(String transport) throws Exception {
    try (TestServer server = start(behindProxy(transport, false))) {
      try (RawConnection connection = server.connect()) {
        connection.send(new String(LINE, StandardCharsets.ISO_8859_1) + REQUEST + REQUEST);
        assertThat(connection.read().text()).startsWith("192.0.2.60 47011 ");
        assertThat(connection.read().text()).startsWith("192.0.2.60 47011 ");
      }
      try (RawConnection connection = server.connect()) {
        for (byte b : BINARY) {
          connection.send(String.valueOf((char) (b & 0xff)));
        }
        assertThat(connection.send(REQUEST).read().text()).startsWith("2001:db8:0:0:0:0:0:17 ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void whoeverBeginsWithSomethingElseGetsNoAnswer(String transport) throws Exception {
    try (TestServer server = start(behindProxy(transport, false))) {
      for (String first :
          new String[] {
            REQUEST,
            Http2Connection.PREFACE,
            "PROXY TCP4 127.1 203.0.113.1 1 2\r\n" + REQUEST,
            "PROXY UNKNOWN" + "x".repeat(200),
            "\u0016\u0003\u0001"
          }) {
        assertThat(ended(server, first)).as(first).isEmpty();
      }
      assertThat(http1(server, false, LINE)).startsWith("192.0.2.60 ");
    }
  }

  /** What the server says before it closes; a reset says nothing. */
  private static String ended(TestServer server, String first) throws IOException {
    try (RawConnection connection = server.connect()) {
      return connection.send(first).rest();
    } catch (SocketException e) {
      return "";
    }
  }

  @Test
  void nobodyButAProxyMayConnect() throws Exception {
    try (TestServer server = start(behindProxy("auto", false).set("trusted-proxies", "10.0.0.1"))) {
      assertThat(ended(server, new String(LINE, StandardCharsets.ISO_8859_1) + REQUEST)).isEmpty();
    }
  }

  @Test
  void aHeaderThatDoesNotComeEndsTheConnection() throws Exception {
    try (TestServer server = start(behindProxy("auto", false).set("head-timeout", "100ms"))) {
      assertThat(ended(server, "PROXY TCP4 ")).isEmpty();
      assertThat(ended(server, "")).isEmpty();
    }
  }

  @Test
  void theLimitOfAnAddressCountsClients() throws Exception {
    try (TestServer server =
        start(behindProxy("auto", false).set("max-connections-per-address", 1))) {
      try (RawConnection one = new RawConnection(server.port(), false, LINE);
          RawConnection other = new RawConnection(server.port(), false, BINARY)) {
        assertThat(one.send(REQUEST).read().status()).isEqualTo(200);
        assertThat(other.send(REQUEST).read().status()).isEqualTo(200);
        try (RawConnection second = new RawConnection(server.port(), false, LINE)) {
          assertThat(second.read().status()).isEqualTo(503);
        }
        assertThat(one.send(REQUEST).read().status()).isEqualTo(200);
      }
      Awaitility.await()
          .ignoreExceptions()
          .until(() -> http1(server, false, LINE).startsWith("192.0.2.60 "));
    }
  }

  @Test
  void oneConnectionTooManyIsRefusedInItsProtocol() throws Exception {
    try (TestServer server =
        start(behindProxy("auto", true).workers(1).set("max-connections", 1))) {
      try (RawConnection one = new RawConnection(server.port(), true, LINE)) {
        assertThat(one.send(REQUEST).read().status()).isEqualTo(200);
        try (RawConnection second = new RawConnection(server.port(), true, BINARY)) {
          assertThat(second.read().status()).isEqualTo(503);
        }
      }
    }
  }

  /** A balancer in front of proxies: one by the connection, the others by their fields. */
  @Test
  void fieldsAreBelievedOfTheClientThatTheHeaderNames() throws Exception {
    Config.Builder config = behindProxy("auto", false).set("proxy-headers", "x-forwarded-for");
    try (TestServer server = start(config)) {
      String request = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.1\r\n\r\n";
      byte[] proxy = latin1("PROXY TCP4 10.0.0.9 203.0.113.1 1 443\r\n");
      try (RawConnection connection = new RawConnection(server.port(), false, proxy)) {
        assertThat(connection.send(request).read().text()).startsWith("198.51.100.1 0 ");
      }
      try (RawConnection connection = new RawConnection(server.port(), false, LINE)) {
        assertThat(connection.send(request).read().text()).startsWith("192.0.2.60 47011 ");
      }
    }
  }

  @Test
  void aStopDoesNotWaitForHeaders() throws Exception {
    TestServer server =
        start(behindProxy("auto", false).set("head-timeout", "10m").set("drain-timeout", "10m"));
    try (RawConnection open = server.connect()) {
      open.send("PROXY ");
      assertThat(http1(server, false, LINE)).startsWith("192.0.2.60 ");
      server.close();
      assertThat(open.rest()).isEmpty();
    }
  }
}

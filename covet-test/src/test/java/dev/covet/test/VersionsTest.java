package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Which versions of HTTP a port speaks. */
class VersionsTest {
  private static TestServer serving(String protocols, boolean tls) {
    Config.Builder config = tls ? HttpsContract.tls("nio", "auto") : Config.builder();
    return TestServer.start(
        config.set("protocols", protocols), app -> app.get("/", req -> req.version().toString()));
  }

  private static String http1(TestServer server) throws IOException {
    try (RawConnection connection = server.connect()) {
      return connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read().text();
    }
  }

  private static String http2(TestServer server) throws IOException {
    try (Http2Connection connection = server.connectHttp2()) {
      return connection.response(connection.get("/")).text();
    }
  }

  @Test
  void onePortSpeaksBoth() throws Exception {
    for (boolean tls : new boolean[] {false, true}) {
      try (TestServer server = serving("http1,http2", tls)) {
        assertThat(http1(server)).isEqualTo("HTTP/1.1");
        assertThat(http2(server)).isEqualTo("HTTP/2");
      }
    }
  }

  @Test
  void aPortOfHttp1RefusesThePreface() throws Exception {
    try (TestServer server = serving("http1", false);
        RawConnection connection = server.connect()) {
      assertThat(connection.send(Http2Connection.PREFACE).read().status()).isEqualTo(505);
      assertThat(connection.rest()).isEmpty();
    }
    try (TestServer server = serving("http1", true)) {
      assertThat(http1(server)).isEqualTo("HTTP/1.1");
      assertThatThrownBy(() -> http2(server)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aPortOfHttp2RefusesHttp1() throws Exception {
    try (TestServer server = serving("http2", false)) {
      assertThat(http2(server)).isEqualTo("HTTP/2");
      assertThatThrownBy(() -> http1(server)).isInstanceOf(IOException.class);
    }
    try (TestServer server = serving("http2", true)) {
      assertThat(http2(server)).isEqualTo("HTTP/2");
      assertThatThrownBy(() -> http1(server)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void thePrefaceMayComeByteByByte() throws Exception {
    try (TestServer server = serving("http1,http2", false);
        Http2Connection connection = new Http2Connection(server.port(), false)) {
      for (char c : Http2Connection.PREFACE.toCharArray()) {
        connection.raw(new byte[] {(byte) c});
      }
      connection.settings();
      assertThat(connection.response(connection.get("/")).text()).isEqualTo("HTTP/2");
    }
  }

  @Test
  void thePrefaceIsNoSecondRequest() throws Exception {
    try (TestServer server = serving("http1,http2", false);
        RawConnection connection = server.connect()) {
      connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + Http2Connection.PREFACE);
      assertThat(connection.read().text()).isEqualTo("HTTP/1.1");
      assertThat(connection.read().status()).isEqualTo(505);
      assertThat(connection.rest()).isEmpty();
    }
  }
}

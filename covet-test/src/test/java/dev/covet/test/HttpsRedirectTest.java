package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsRedirectTest {
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Config.Builder config(int redirect) {
    return HttpsContract.tls("auto", "auto")
        .set("tls-redirect-port", redirect)
        .set("tls-hsts", "365d")
        .set("tls-hsts-subdomains", true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "example.org:80", "[::1]", "[::1]:8080"})
  void clearTextIsSentToHttps(String host) throws Exception {
    int redirect = freePort();
    try (TestServer server = TestServer.start(config(redirect), app -> app.get("/", req -> "x"));
        RawConnection connection = new RawConnection(redirect)) {
      connection.send(
          "POST /a%20b?c=d HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n");
      TestResponse response = connection.read();
      assertThat(response.status()).isEqualTo(308);
      assertThat(response.header("location"))
          .isEqualTo(
              "https://" + host.replaceAll(":80(80)?$", "") + ":" + server.port() + "/a%20b?c=d");
      assertThat(server.client().get("/").send().header("strict-transport-security"))
          .isEqualTo("max-age=31536000; includeSubDomains");
    }
  }

  @Test
  void whatHasNoPlaceIs400AndTheRootStandsForTheServer() throws Exception {
    int redirect = freePort();
    try (TestServer server = TestServer.start(config(redirect), app -> {})) {
      try (RawConnection connection = new RawConnection(redirect)) {
        assertThat(connection.send("GET / HTTP/1.0\r\n\r\n").read().status()).isEqualTo(400);
      }
      try (RawConnection connection = new RawConnection(redirect)) {
        assertThat(
                connection.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").read().header("location"))
            .isEqualTo("https://a:" + server.port() + "/");
      }
    }
  }

  @Test
  void aPortThatIsTakenStopsTheStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> TestServer.start(config(taken.getLocalPort()), app -> {}))
          .hasMessageContaining("the port is taken");
    }
  }
}

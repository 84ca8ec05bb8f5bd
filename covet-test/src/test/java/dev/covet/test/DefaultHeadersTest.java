package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.Response;
import dev.covet.http.Headers;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which protecting fields stand on which answers, over a socket, refusals of the engine included.
 */
class DefaultHeadersTest {
  private static TestServer start(String setting) {
    return TestServer.start(
        Config.builder().set("security-headers", setting).maxBody(10),
        app -> {
          app.get("/text", req -> "text");
          app.get("/page", req -> Response.html("<p>"));
          app.get(
              "/framed",
              req ->
                  Response.html("<p>")
                      .header("Content-Security-Policy", "frame-ancestors https://a.example")
                      .header("X-Frame-Options", "ALLOWALL"));
          app.post("/text", req -> req.body().text());
        });
  }

  private static TestResponse http1(TestServer server, String head) throws IOException {
    try (RawConnection connection = server.connect()) {
      return connection.send(head + "\r\n\r\n").read();
    }
  }

  private static TestResponse http2(TestServer server, String path) throws IOException {
    try (Http2Connection connection = server.connectHttp2()) {
      return connection.response(connection.get(path));
    }
  }

  private static void isData(TestResponse response) {
    Headers headers = response.headers();
    assertThat(headers.all("x-content-type-options")).containsExactly("nosniff");
    assertThat(headers.contains("x-frame-options")).isFalse();
    assertThat(headers.contains("referrer-policy")).isFalse();
  }

  private static void isPage(TestResponse response) {
    Headers headers = response.headers();
    assertThat(headers.all("x-content-type-options")).containsExactly("nosniff");
    assertThat(headers.all("x-frame-options")).containsExactly("SAMEORIGIN");
    assertThat(headers.first("referrer-policy")).isEqualTo("strict-origin-when-cross-origin");
    assertThat(headers.first("cross-origin-opener-policy")).isEqualTo("same-origin-allow-popups");
  }

  /** More than once, because the bytes of fields that come again are kept. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void eachAnswerIsProtectedAsWhatItIs(int times) throws Exception {
    try (TestServer server = start("on")) {
      for (int i = 0; i < times; i++) {
        isData(http1(server, "GET /text HTTP/1.1\r\nHost: a"));
        isPage(http1(server, "GET /page HTTP/1.1\r\nHost: a"));
        isData(http1(server, "GET /nothing HTTP/1.1\r\nHost: a"));
        isPage(http1(server, "GET /nothing HTTP/1.1\r\nHost: a\r\nAccept: text/html"));
        isData(http2(server, "/text"));
        isPage(http2(server, "/page"));
        assertThat(http2(server, "/framed").headers().all("x-frame-options"))
            .containsExactly("ALLOWALL");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /text HTTP/1.1", // no Host: 400
        "GET /text HTTP/9.1\r\nHost: a", // 505
        "POST /text HTTP/1.1\r\nHost: a\r\nContent-Length: 11", // 413
        "POST /text HTTP/1.1\r\nHost: a\r\nExpect: magic", // 417
      })
  void refusalsOfTheEngineAreProtectedToo(String head) throws Exception {
    try (TestServer server = start("on")) {
      TestResponse refusal = http1(server, head);
      assertThat(refusal.status()).isBetween(400, 505);
      isData(refusal);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/text", "/nothing"})
  void offIsOff(String path) throws Exception {
    try (TestServer server = start("off")) {
      for (TestResponse response :
          new TestResponse[] {
            http1(server, "GET " + path + " HTTP/1.1\r\nHost: a"), http2(server, path)
          }) {
        assertThat(response.headers().contains("x-content-type-options")).isFalse();
        assertThat(response.headers().contains("x-frame-options")).isFalse();
      }
    }
  }
}

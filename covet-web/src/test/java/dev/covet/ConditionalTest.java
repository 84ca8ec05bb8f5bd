package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalTest {
  private static final Instant CHANGED = Instant.parse("2026-11-24T00:00:00Z");

  private final Covet app = Served.app();

  ConditionalTest() {
    app.get(
        "/",
        req ->
            Response.text("x").etag("v1").lastModified(CHANGED).header("content-language", "en"));
    app.get("/weak", req -> Response.text("x").etag("W/\"v1\""));
    app.get("/plain", req -> Response.text("x"));
    app.get("/failed", req -> Response.text("x").etag("v1").status(404));
    app.put(
        "/",
        req -> {
          req.checkPreconditions("v1");
          return "changed";
        });
    app.put(
        "/new",
        req -> {
          req.checkPreconditions(null);
          return "made";
        });
  }

  private int status(String method, String path, String name, String value) {
    return new Served(app).send(new MadeRequest(method, path).header(name, value)).status().code();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-None-Match     | \"v1\"                          | 304",
        "If-None-Match     | W/\"v1\"                        | 304",
        "If-None-Match     | \"v0\", \"v1\"                  | 304",
        "If-None-Match     | *                               | 304",
        "If-None-Match     | \"v2\"                          | 200",
        "If-Match          | \"v1\"                          | 200",
        "If-Match          | *                               | 200",
        "If-Match          | \"v2\"                          | 412",
        "If-Match          | W/\"v1\"                        | 412",
        "If-Modified-Since | Tue, 24 Nov 2026 00:00:00 GMT   | 304",
        "If-Modified-Since | Mon, 23 Nov 2026 00:00:00 GMT   | 200",
        "If-Modified-Since | nonsense                        | 200",
        "If-Unmodified-Since | Tue, 24 Nov 2026 00:00:00 GMT | 200",
        "If-Unmodified-Since | Mon, 23 Nov 2026 00:00:00 GMT | 412",
      })
  void conditionsOfGetAndHead(String name, String value, int status) {
    assertThat(status("GET", "/", name, value)).isEqualTo(status);
    assertThat(status("HEAD", "/", name, value)).isEqualTo(status);
  }

  @Test
  void notModifiedKeepsWhatCachesNeedAndHasNoBody() {
    Response response =
        new Served(app).send(new MadeRequest("GET", "/").header("if-none-match", "\"v1\""));
    assertThat(response.headers().first("etag")).isEqualTo("\"v1\"");
    assertThat(response.headers().contains("content-type")).isFalse();
    assertThat(response.headers().contains("content-language")).isFalse();
    assertThat(Served.text(response)).isEmpty();
  }

  @Test
  void conditionsOfChangesAreCheckedBefore() {
    assertThat(status("PUT", "/", "If-Match", "\"v1\"")).isEqualTo(200);
    assertThat(status("PUT", "/", "If-Match", "\"v2\"")).isEqualTo(412);
    assertThat(status("PUT", "/", "If-None-Match", "*")).isEqualTo(412);
    assertThat(status("PUT", "/new", "If-None-Match", "*")).isEqualTo(200);
    assertThat(status("PUT", "/new", "If-Match", "*")).isEqualTo(412);
    assertThat(status("PUT", "/", "X-Other", "1")).isEqualTo(200);
  }

  @Test
  void weakTagsMatchForReading() {
    assertThat(status("GET", "/weak", "If-None-Match", "\"v1\"")).isEqualTo(304);
    assertThat(status("GET", "/weak", "If-Match", "W/\"v1\"")).isEqualTo(412);
  }

  @Test
  void onlyGoodAnswersWithAValidatorAreConditional() {
    assertThat(status("GET", "/plain", "If-None-Match", "*")).isEqualTo(200);
    assertThat(status("GET", "/failed", "If-None-Match", "*")).isEqualTo(404);
  }
}

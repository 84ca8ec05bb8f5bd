package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Cookie;
import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
  @Test
  void factoriesHaveTheirTypes() {
    assertThat(type(Response.text("ä"))).isEqualTo("text/plain; charset=utf-8");
    assertThat(Served.text(Response.text("ä"))).isEqualTo("ä");
    assertThat(type(Response.html("<p>"))).isEqualTo("text/html; charset=utf-8");
    assertThat(type(Response.json(1))).isEqualTo("application/json");
    assertThat(Served.text(Response.json(1))).isEqualTo("<1>");
    assertThat(type(Response.bytes(new byte[1]))).isEqualTo("application/octet-stream");
    assertThat(type(Response.ok("x"))).startsWith("text/plain");
    assertThat(type(Response.ok(new byte[0]))).isEqualTo("application/octet-stream");
    assertThat(type(Response.ok(List.of()))).isEqualTo("application/json");
    assertThat(Response.ok().status()).isEqualTo(Status.OK);
    assertThat(Response.of(418).status().code()).isEqualTo(418);
    assertThat(Response.of(Status.ACCEPTED).status()).isEqualTo(Status.ACCEPTED);
    assertThat(Response.noContent().status()).isEqualTo(Status.NO_CONTENT);
    assertThat(Response.created("/x").headers().first("location")).isEqualTo("/x");
    assertThat(Response.problem(Problem.of(Status.GONE, "away")).status()).isEqualTo(Status.GONE);
  }

  @Test
  void changesMakeNewResponses() {
    Response first = Response.text("x");
    Response second =
        first
            .status(201)
            .header("a", "1")
            .header("a", "2")
            .addHeader("b", "3")
            .addHeader("b", "4")
            .cookie("c", "5")
            .cookie(Cookie.of("d", "6"))
            .etag("tag")
            .lastModified(Instant.EPOCH)
            .cacheControl("no-store")
            .type("text/css")
            .type(MediaType.HTML)
            .withoutHeader("nothing");
    assertThat(first.headers().size()).isEqualTo(1);
    assertThat(second.status().code()).isEqualTo(201);
    assertThat(second.headers().all("a")).containsExactly("2");
    assertThat(second.headers().all("b")).containsExactly("3", "4");
    assertThat(second.headers().all("set-cookie")).hasSize(2);
    assertThat(second.headers().first("etag")).isEqualTo("\"tag\"");
    assertThat(second.headers().first("last-modified")).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
    assertThat(type(second)).isEqualTo("text/html; charset=utf-8");
    assertThat(second.withoutHeader("b").headers().contains("b")).isFalse();
    assertThat(second.toString()).contains("201");
    assertThat(second.failure()).isNull();
  }

  @Test
  void whatCouldSplitAnAnswerThrowsWhenItIsSet() {
    assertThatThrownBy(() -> Response.ok().header("x", "a\r\nb: c")).hasMessageContaining("'x'");
    assertThatThrownBy(() -> Response.ok().header("x y", "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Response.ok().header("x", "€"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Response.of(100)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Response.ok().type("nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil",
        "/\\evil",
        "https://evil/",
        "javascript:alert(1)",
        "\\\\evil",
        " //evil",
        "http:evil"
      })
  void redirectsLeadNowhereElse(String target) {
    assertThatThrownBy(() -> Response.redirect(target))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void redirectsAreRelativeOrAllowed() {
    assertThat(Response.redirect("/login?next=/x").headers().first("location"))
        .isEqualTo("/login?next=/x");
    assertThat(Response.redirect("/x").status()).isEqualTo(Status.FOUND);
    assertThat(Response.redirect(Status.SEE_OTHER, "x").status()).isEqualTo(Status.SEE_OTHER);
    Response abroad = Response.redirect("https://example.com/x", Set.of("example.com"));
    assertThat(abroad.headers().first("location")).isEqualTo("https://example.com/x");
    assertThatThrownBy(() -> Response.redirect("https://evil.com/", Set.of("example.com")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Response.redirect(Status.OK, "/x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void streamsAreProducedWhenTheyAreSent() {
    assertThat(
            Served.text(Response.stream(out -> out.write("abc".getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo("abc");
    Response in = Response.stream(new ByteArrayInputStream("in".getBytes(StandardCharsets.UTF_8)));
    assertThat(in.body().kind()).isEqualTo(Body.Kind.STREAMED);
    assertThat(Served.text(in)).isEqualTo("in");
    assertThatThrownBy(() -> in.body().bytes()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void filesHaveLengthAndType(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), "<p>hello");
    Response response = Response.file(file);
    assertThat(type(response)).startsWith("text/html");
    assertThat(response.body().length()).isEqualTo(8);
    assertThat(Served.text(response)).isEqualTo("<p>hello");
    assertThatThrownBy(() -> Response.file(folder.resolve("none")))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(404));
  }

  private static String type(Response response) {
    return String.valueOf(response.headers().first("content-type"));
  }
}

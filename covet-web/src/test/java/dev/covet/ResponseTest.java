package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Cookie;
import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
  private static String type(Response<?> response) {
    return String.valueOf(response.headers().first("Content-Type"));
  }

  @Test
  void eachFactoryHasItsStatusAndType() {
    assertThat(Response.ok().status()).isEqualTo(Status.OK);
    assertThat(Response.ok().headers().isEmpty()).isTrue();
    assertThat(type(Response.ok("x"))).isEqualTo(type(Response.text("x")));
    assertThat(type(Response.ok(new byte[1]))).isEqualTo("application/octet-stream");
    assertThat(type(Response.ok(List.of()))).isEqualTo("application/json");
    assertThat(type(Response.html("<p>"))).startsWith("text/html");
    assertThat(Exchange.text(Response.html("<p>"))).isEqualTo("<p>");
    assertThat(type(Response.stream(out -> out.write(1)))).isEqualTo("application/octet-stream");
    assertThat(Response.of(404).status()).isEqualTo(Status.NOT_FOUND);
    assertThat(Response.noContent().status()).isEqualTo(Status.NO_CONTENT);
    Response<?> problem = Response.problem(Problem.of(Status.CONFLICT, "taken"));
    assertThat(problem.status()).isEqualTo(Status.CONFLICT);
    assertThat(type(problem)).startsWith("application/problem+json");
  }

  @Test
  void createdTellsWhere() {
    Response<?> created = Response.created("/users/7");

    assertThat(created.status()).isEqualTo(Status.CREATED);
    assertThat(created.headers().first("Location")).isEqualTo("/users/7");
    assertThatThrownBy(() -> Response.created("https://evil.example/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changesMakeNewResponses() {
    Response<?> plain = Response.text("x");
    Response<?> changed =
        plain
            .status(202)
            .header("A", "1")
            .header("a", "2")
            .addHeader("A", "3")
            .type("text/css")
            .cacheControl("no-store")
            .lastModified(Instant.parse("2026-01-02T03:04:05.9Z"))
            .header("Gone", "x")
            .withoutHeader("gone");

    assertThat(plain.status()).isEqualTo(Status.OK);
    assertThat(plain.headers().size()).isEqualTo(1);
    assertThat(changed.status()).isEqualTo(Status.ACCEPTED);
    assertThat(changed.headers().all("A")).containsExactly("2", "3");
    assertThat(type(changed)).isEqualTo("text/css");
    assertThat(changed.headers().first("Cache-Control")).isEqualTo("no-store");
    assertThat(changed.headers().first("Last-Modified")).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
    assertThat(changed.headers().contains("Gone")).isFalse();
    assertThat(changed.body()).isSameAs(plain.body());
    assertThat(type(changed.type(MediaType.HTML))).startsWith("text/html");
    assertThat(changed.status(Status.CONFLICT).status()).isEqualTo(Status.CONFLICT);
  }

  @Test
  void aChangeKeepsTheFailureThatIsAnswered() {
    Throwable failure = new Throwable();
    Response<?> answer =
        Response.ok().withFailure(failure).header("A", "1").status(404).withBody(ByteBody.EMPTY);

    assertThat(answer.failure()).isSameAs(failure);
    assertThat(Response.ok().failure()).isNull();
  }

  @Test
  void cookiesAreSetBesideOthers() {
    Response<?> answer = Response.ok().cookie("a", "1").cookie(Cookie.of("b", "2"));

    assertThat(answer.headers().all("Set-Cookie")).hasSize(2);
    assertThat(answer.headers().all("Set-Cookie").getFirst())
        .startsWith("a=1")
        .contains("Path=/", "HttpOnly", "SameSite=Lax");
  }

  @Test
  void informationalStatusesAreNoAnswers() {
    assertThatThrownBy(() -> Response.of(100)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Response.ok().status(199))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("199");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x=y", "a\nb", "a\u0000"})
  void aHeaderCanNotSplitTheAnswer(String value) {
    assertThatThrownBy(() -> Response.ok().header("A", value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Response.ok().addHeader(value, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Response.ok().etag(value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tagsAreQuotedOnce() {
    assertThat(Response.ok().etag("a").headers().first("ETag")).isEqualTo("\"a\"");
    assertThat(Response.ok().etag("\"a\"").headers().first("ETag")).isEqualTo("\"a\"");
    assertThat(Response.ok().etag("W/\"a\"").headers().first("ETag")).isEqualTo("W/\"a\"");
    assertThat(Response.ok().etag("").headers().first("ETag")).isEqualTo("\"\"");
    assertThat(EntityTag.list("\"a\", \"b c\", W/\"d\", x, \"open"))
        .containsExactly(new EntityTag(false, "a"), new EntityTag(true, "d"));
  }

  @Test
  void itIsShownToPeople() {
    assertThat(Response.text("x").header("A", "1").toString())
        .contains("200", "A: 1", "BYTES")
        .doesNotContain("\"x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a?b=c:d", "a/b", "?q", "#f", "", "/a//b", "/a:b", "a?b:c", "a#b:c"})
  void redirectsStayOnThisSite(String target) {
    Response<?> answer = Response.redirect(target);

    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(answer.headers().first("Location")).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        " //evil.example",
        "/\t/evil.example",
        "/a\r\nX: y",
        "/gr\u00fcn"
      })
  void redirectsToOtherSitesAreRefused(String target) {
    assertThatThrownBy(() -> Response.redirect(target))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRedirectHasTheStatusOfOne() {
    for (int code : new int[] {301, 302, 303, 307, 308}) {
      assertThat(Response.redirect(Status.of(code), "/").status().code()).isEqualTo(code);
    }
    for (int code : new int[] {200, 300, 304, 305, 404}) {
      assertThatThrownBy(() -> Response.redirect(Status.of(code), "/"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(code));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/x",
        "http://A.example",
        "https://b.example:8443/",
        "https://a.example/gr\u00fcn"
      })
  void allowedHostsMayBeTargets(String url) {
    Response<?> answer = Response.redirect(url, Set.of("a.example", "b.example:8443"));

    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(answer.headers().first("Location")).isEqualTo(url.replace("\u00fc", "%C3%BC"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "https://a.example.evil.example/",
        "https://a.example@evil.example/",
        "https://a.example:pw@a.example/",
        "https://b.example/",
        "https://a.example:8443/",
        "ftp://a.example/",
        "//a.example/",
        "/a.example",
        "https:a.example",
        "https://a.example\\@evil.example/"
      })
  void anyOtherHostIsRefused(String url) {
    assertThatThrownBy(() -> Response.redirect(url, Set.of("a.example", "b.example:8443")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyPathsOfThisSiteAreLocal() {
    for (String here : List.of("/", "/a", "/a/b?next=//x&c=https://y#d", "/a:b", "/@x")) {
      assertThat(Response.isLocalPath(here)).as(here).isTrue();
    }
    for (String elsewhere :
        List.of(
            "",
            "a",
            "?a",
            "//evil.test",
            "///evil.test",
            "/\\evil.test",
            "\\\\evil.test",
            "/\t/evil.test",
            "/a b",
            "/\u00e4",
            "/a\r\nSet-Cookie: a=b",
            "https://evil.test",
            "javascript:alert(1)",
            "/" + "a".repeat(2048))) {
      assertThat(Response.isLocalPath(elsewhere)).as(elsewhere).isFalse();
    }
  }
}

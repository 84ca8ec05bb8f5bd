package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static final Key<String> USER = Key.of("user");

  private static Request request(MadeRequest incoming) {
    Covet app = Served.app();
    AtomicReference<Request> seen = new AtomicReference<>();
    app.route(
        incoming.method(),
        "/{first}/{n:int}",
        req -> {
          seen.set(req);
          return "";
        });
    new Served(app).send(incoming);
    Request request = seen.get();
    assertThat(request).isNotNull();
    return request;
  }

  private static Request get(String target) {
    return request(new MadeRequest("GET", target));
  }

  @Test
  void aRequestReadsLikeARecord() {
    Request request =
        request(new MadeRequest("GET", "/a%20b/7?q=1").header("X-One", "1").header("x-one", "2"));
    assertThat(request.method()).isEqualTo(Method.GET);
    assertThat(request.path()).isEqualTo("/a b/7");
    assertThat(request.rawPath()).isEqualTo("/a%20b/7");
    assertThat(request.rawQuery()).isEqualTo("q=1");
    assertThat(request.pattern()).isEqualTo("/{first}/{n:int}");
    assertThat(request.scheme()).isEqualTo("http");
    assertThat(request.host()).isEqualTo("example.com:8080");
    assertThat(request.version()).isEqualTo(HttpVersion.HTTP_1_1);
    assertThat(request.remote().toString()).contains("client");
    assertThat(request.local().toString()).contains("server");
    assertThat(request.url()).isEqualTo(URI.create("http://example.com:8080/a%20b/7?q=1"));
    assertThat(request.headers().all("x-ONE")).containsExactly("1", "2");
    assertThat(request.header("X-one").list()).containsExactly("1", "2");
    assertThat(request.toString()).isEqualTo("GET /a b/7");
    assertThat(request.deadline().isSet()).isFalse();
    assertThat(request.deadline()).isEqualTo(Deadline.NONE);
  }

  @Test
  void pathParametersAreThoseOfThePattern() {
    Request request = get("/x/7");
    assertThat(request.path("first").asString()).isEqualTo("x");
    assertThat(request.path("n").asInt()).isEqualTo(7);
    assertThatThrownBy(() -> request.path("none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first");
    assertThatThrownBy(() -> request.path("first").asInt())
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(404));
  }

  @Test
  void queriesAreDecodedAndStrict() {
    Request request = get("/x/7?a=1&b=x%20y+z&a=2&empty&%C3%A4=");
    assertThat(request.query("a").list()).containsExactly("1", "2");
    assertThat(request.query("b").asString()).isEqualTo("x y z");
    assertThat(request.query("empty").asString()).isEmpty();
    assertThat(request.query("ä").isPresent()).isTrue();
    assertThat(request.query().keySet()).containsExactly("a", "b", "empty", "ä");
    for (String bad : List.of("a=%zz", "a=%c0%af", "%=1")) {
      assertThatThrownBy(() -> get("/x/7?" + bad).query("a"))
          .isInstanceOfSatisfying(
              HttpException.class, e -> assertThat(e.status().code()).isEqualTo(400));
    }
    assertThatThrownBy(() -> get("/x/7?" + "a&".repeat(1025)).query())
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(400));
    assertThat(get("/x/7").query()).isEmpty();
  }

  @Test
  void cookiesAreRead() {
    Request request =
        request(new MadeRequest("GET", "/x/7").header("cookie", "a=1; b=\"two\"; a=3"));
    assertThat(request.cookie("a").asString()).isEqualTo("1");
    assertThat(request.cookies()).containsKeys("a", "b");
    assertThat(request.cookie("none").isPresent()).isFalse();
  }

  @Test
  void formsAreRead() {
    Request request =
        request(
            new MadeRequest("POST", "/x/7")
                .body("application/x-www-form-urlencoded", "name=Ada+L&tag=a&tag=b"));
    assertThat(request.form("name").asString()).isEqualTo("Ada L");
    assertThat(request.form())
        .isEqualTo(Map.of("name", List.of("Ada L"), "tag", List.of("a", "b")));
    Request other = request(new MadeRequest("POST", "/x/7").body("text/plain", "a=b"));
    assertThatThrownBy(() -> other.form("a"))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(415));
  }

  @Test
  void attributesAreTyped() {
    Request request = get("/x/7");
    assertThat(request.find(USER)).isEmpty();
    assertThatThrownBy(() -> request.get(USER))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("user");
    request.set(USER, "ada");
    assertThat(request.get(USER)).isEqualTo("ada");
  }

  @Test
  void idsAreTheClientsIfTheyAreSafe() {
    assertThat(request(new MadeRequest("GET", "/x/7").header("x-request-id", "abc-1.2:3")).id())
        .isEqualTo("abc-1.2:3");
    for (String bad : List.of("", "a b", "<script>", "x".repeat(65))) {
      Request request = request(new MadeRequest("GET", "/x/7").header("x-request-id", bad));
      assertThat(request.id()).matches("[0-9a-f]{16}").isEqualTo(request.id());
    }
    assertThat(Ids.next()).isNotEqualTo(Ids.next());
  }

  @Test
  void everyMethodThrowsAfterTheEnd() {
    Request request = get("/x/7?a=1");
    RequestBody body = request.body();
    request.end();
    List<Runnable> calls =
        List.of(
            request::method,
            request::path,
            request::rawPath,
            request::rawQuery,
            request::pattern,
            request::query,
            () -> request.query("a"),
            () -> request.header("a"),
            request::headers,
            () -> request.cookie("a"),
            request::cookies,
            () -> request.form("a"),
            request::form,
            request::body,
            request::remote,
            request::local,
            request::scheme,
            request::host,
            request::version,
            request::url,
            request::id,
            () -> request.find(USER),
            () -> request.set(USER, ""),
            request::deadline,
            () -> request.after(() -> {}),
            request::executor,
            () -> request.path("n"),
            body::bytes,
            body::length);
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ended");
    }
  }

  @Test
  void aRequestThatIsNotServedHasNoServerToAsk() {
    Covet app = Served.app();
    Request request = new Served(app).application().accept(new MadeRequest("GET", "/none"));
    assertThat(request.pattern()).isEmpty();
    assertThatThrownBy(request::executor).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> request.path("x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void targetsThatAreNoUriForJavaAre400() {
    assertThatThrownBy(() -> get("/x/7?a={}").url())
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(400));
  }
}

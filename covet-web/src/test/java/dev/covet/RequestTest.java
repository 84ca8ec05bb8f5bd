package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  private static final Key<String> USER = Key.of("user");

  private final Covet app = Covet.create(Config.defaults());

  private Request accept(FakeIncoming incoming) {
    app.route(incoming.method(), "/users/{id}/{rest...}", request -> "");
    Request request = app.assemble().accept(incoming);
    request.serve(Exchange.calls());
    return request;
  }

  @Test
  void itShowsWhatWasReceived() {
    Request request =
        accept(
            FakeIncoming.get("/users/7/a%20b/c?x=1&y=2")
                .with("Accept", "a")
                .with("accept", "b")
                .version(HttpVersion.HTTP_2));

    assertThat(request.method()).isEqualTo(Method.GET);
    assertThat(request.path()).isEqualTo("/users/7/a b/c");
    assertThat(request.rawPath()).isEqualTo("/users/7/a%20b/c");
    assertThat(request.rawQuery()).isEqualTo("x=1&y=2");
    assertThat(request.pattern()).isEqualTo("/users/{id}/{rest...}");
    assertThat(request.path("id").asInt()).isEqualTo(7);
    assertThat(request.path("rest").asString()).isEqualTo("a b/c");
    assertThat(request.header("ACCEPT").list()).containsExactly("a", "b");
    assertThat(request.header("Cookie").isPresent()).isFalse();
    assertThat(request.headers().size()).isEqualTo(2);
    assertThat(request.headers().name(1)).isEqualTo("accept");
    assertThat(request.headers().value(1)).isEqualTo("b");
    assertThat(request.remote()).isEqualTo(FakeIncoming.REMOTE);
    assertThat(request.local()).isEqualTo(FakeIncoming.LOCAL);
    assertThat(request.scheme()).isEqualTo("http");
    assertThat(request.host()).isEqualTo("example.org:8080");
    assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
    assertThat(request.url())
        .isEqualTo(URI.create("http://example.org:8080/users/7/a%20b/c?x=1&y=2"));
    assertThat(request).hasToString("GET /users/7/a b/c");
    assertThat(request.deadline()).isEqualTo(new Deadline(Exchange.DEADLINE));
    assertThat(request.executor()).isSameAs(Exchange.EXECUTOR);
  }

  @Test
  void aRequestWithoutQueryHasNone() {
    Request request = accept(FakeIncoming.get("/users/7/"));

    assertThat(request.rawQuery()).isNull();
    assertThat(request.query()).isEmpty();
    assertThat(request.query("x").isPresent()).isFalse();
    assertThat(request.url()).isEqualTo(URI.create("http://example.org:8080/users/7/"));
  }

  @Test
  void anUnknownPathParameterIsAMistakeOfTheHandler() {
    Request request = accept(FakeIncoming.get("/users/7/"));

    assertThatThrownBy(() -> request.path("name"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/users/{id}")
        .hasMessageContaining("'name'");
  }

  @Test
  void aTargetThatJavaRefusesIs400() {
    Request request = accept(FakeIncoming.get("/users/7/?q=a|b"));

    assertThatThrownBy(request::url)
        .asInstanceOf(type(HttpException.class))
        .satisfies(e -> assertThat(e.status().code()).isEqualTo(400));
  }

  @Test
  void parametersOfTheQueryKeepTheirOrder() {
    Request request = accept(FakeIncoming.get("/users/7/?b=1&a=x+y&b=%C3%A9&&c&d=&b=3"));

    assertThat(request.query().keySet()).containsExactly("b", "a", "c", "d");
    assertThat(request.query("b").list()).containsExactly("1", "\u00e9", "3");
    assertThat(request.query("a").asString()).isEqualTo("x y");
    assertThat(request.query("c").asString()).isEmpty();
    assertThat(request.query("d").asString()).isEmpty();
    assertThat(request.query("B").isPresent()).isFalse();
    assertThatThrownBy(() -> request.query().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> request.query("b").list().add("4"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%4g", "%zz=1", "a=%ff", "a=%C3", "a=%C3%28"})
  void aMalformedQueryIs400(String query) {
    Request request = accept(FakeIncoming.get("/users/7/?" + query));

    assertThatThrownBy(() -> request.query("a"))
        .asInstanceOf(type(HttpException.class))
        .satisfies(e -> assertThat(e.status().code()).isEqualTo(400));
  }

  @Test
  void tooManyParametersAre400() {
    int most = Config.defaults().limits().parameters();
    String query = String.join("&", IntStream.range(0, most).mapToObj(i -> "p=" + i).toList());

    assertThat(accept(FakeIncoming.get("/users/7/?" + query)).query("p").list()).hasSize(most);
    Request more = app.assemble().accept(FakeIncoming.get("/users/7/?" + query + "&q"));
    assertThatThrownBy(more::query)
        .hasMessage("more than " + most + " parameters")
        .asInstanceOf(type(HttpException.class))
        .satisfies(e -> assertThat(e.status().code()).isEqualTo(400));
  }

  @Test
  void cookiesAreReadFromAllFieldsAndBadPairsAreLeftOut() {
    Request request =
        accept(
            FakeIncoming.get("/users/7/")
                .with("Cookie", "a=1; b=\"two\";c = 3 ; =x; novalue; b@d=1; e=x=y; q=\"")
                .with("Cookie", "a=4"));

    assertThat(request.cookie("a").list()).containsExactly("1", "4");
    assertThat(request.cookie("b").asString()).isEqualTo("two");
    assertThat(request.cookie("c").asString()).isEqualTo("3");
    assertThat(request.cookie("e").asString()).isEqualTo("x=y");
    assertThat(request.cookie("q").asString()).isEqualTo("\"");
    assertThat(request.cookie("A").isPresent()).isFalse();
    assertThat(request.cookies().keySet()).containsExactly("a", "b", "c", "e", "q");
  }

  @Test
  void attributesAreFoundByTheirKeyAlone() {
    Request request = accept(FakeIncoming.get("/users/7/"));
    assertThat(request.find(USER)).isEmpty();
    assertThatThrownBy(() -> request.get(USER))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("'user'");

    request.set(USER, "joe");

    assertThat(request.get(USER)).isEqualTo("joe");
    assertThat(request.find(USER)).contains("joe");
    assertThat(request.find(Key.<String>of("user"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "Az09-_.:", "0123456789012345678901234567890123456789012345678901234"})
  void aSafeIdOfTheClientIsTaken(String id) {
    assertThat(accept(FakeIncoming.get("/users/7/").with("X-Request-Id", id)).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a;b", "\u00e9", "<x>", "a\"b", "@", "[", "`", "{", "/"})
  void anUnsafeIdOfTheClientIsReplaced(String id) {
    Request request = accept(FakeIncoming.get("/users/7/").with("X-Request-Id", id));

    assertThat(request.id()).matches("[0-9a-f]{16}").isEqualTo(request.id());
  }

  @Test
  void anIdOfTheClientHasAtMost64Characters() {
    Request longest = accept(FakeIncoming.get("/users/7/").with("X-Request-Id", "x".repeat(64)));
    Request longer =
        app.assemble().accept(FakeIncoming.get("/users/7/").with("X-Request-Id", "x".repeat(65)));

    assertThat(longest.id()).hasSize(64);
    assertThat(longer.id()).hasSize(16);
  }

  @Test
  void newIdsAreAllDifferent() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(Ids.next());
    }
    assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("[0-9a-f]{16}"));
  }

  @Test
  void workForAfterTheAnswerIsKeptInOrder() {
    List<String> done = new ArrayList<>();
    app.get(
        "/",
        request -> {
          request.after(() -> done.add("first"));
          request.after(() -> done.add("second"));
          return "";
        });
    AssembledApplication assembled = app.assemble();
    Request request = assembled.accept(FakeIncoming.get("/"));
    assertThat(assembled.after(request)).isEmpty();
    assembled.handle(request, Exchange.calls());

    assertThat(done).isEmpty();
    assembled.after(request).forEach(Runnable::run);
    assertThat(done).containsExactly("first", "second");
    assertThat(assembled.after(assembled.accept(FakeIncoming.get("/")))).isEmpty();
  }

  @Test
  void deadlineAndExecutorBelongToARequestThatIsServed() {
    app.get("/", request -> "");
    Request request = app.assemble().accept(FakeIncoming.get("/"));

    assertThatThrownBy(request::deadline)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not being served");
    assertThatThrownBy(request::executor).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingCanBeReadAfterTheEnd() throws IOException {
    Request request =
        accept(FakeIncoming.of("PUT", "/users/7/x?q=1").body("text/plain", "text of the body"));
    RequestBody body = request.body();
    InputStream stream = body.stream();
    assertThat(stream.read()).isEqualTo('t');
    request.query();
    request.end();

    List<Consumer<Request>> uses =
        List.of(
            Request::method,
            Request::path,
            Request::rawPath,
            Request::rawQuery,
            Request::pattern,
            r -> r.path("id"),
            r -> r.query("q"),
            Request::query,
            r -> r.header("Accept"),
            Request::headers,
            r -> r.cookie("a"),
            Request::cookies,
            r -> r.form("a"),
            Request::form,
            Request::body,
            Request::remote,
            Request::local,
            Request::scheme,
            Request::host,
            Request::version,
            Request::url,
            Request::id,
            r -> r.get(USER),
            r -> r.find(USER),
            r -> r.set(USER, "x"),
            Request::deadline,
            r -> r.after(() -> {}),
            Request::executor,
            r -> r.checkPreconditions("a"),
            r -> body.length(),
            r -> body.type(),
            r -> body.stream(),
            r -> body.text());
    for (int i = 0; i < uses.size(); i++) {
      Consumer<Request> use = uses.get(i);
      assertThatThrownBy(() -> use.accept(request))
          .as("use " + i)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the request has ended");
    }
    assertThatThrownBy(stream::read).hasMessageContaining("the request has ended");
    assertThat(request).hasToString("ended request");
  }

  @Test
  void bytesThatWereReadCanNotBeHadAfterTheEnd() {
    Request request = accept(FakeIncoming.of("PUT", "/users/7/x").body(null, "abc"));
    RequestBody body = request.body();
    assertThat(body.bytes()).hasSize(3);
    request.end();

    assertThatThrownBy(body::bytes).hasMessageContaining("the request has ended");
  }
}

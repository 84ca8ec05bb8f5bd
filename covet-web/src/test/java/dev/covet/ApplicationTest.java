package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Method;
import dev.covet.spi.ServingPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {
  private final Covet app = Served.app();

  private Response<?> get(String target) {
    return new Served(app).get(target);
  }

  @Test
  void eachMethodHasItsRoute() {
    app.get("/x", req -> "get");
    app.post("/x", req -> "post");
    app.put("/x", req -> "put");
    app.patch("/x", req -> "patch");
    app.delete("/x", req -> "delete");
    app.query("/x", req -> "query");
    app.options("/x", req -> "options");
    app.route(Method.of("PURGE"), "/x", req -> "purge");
    Served served = new Served(app);
    for (String method :
        List.of("get", "post", "put", "patch", "delete", "query", "options", "purge")) {
      assertThat(Served.text(served.send(method.toUpperCase(), "/x"))).isEqualTo(method);
    }
  }

  @Test
  void headIsAnsweredByGet() {
    app.get("/x", req -> req.method().name());
    assertThat(Served.text(new Served(app).send("HEAD", "/x"))).isEqualTo("HEAD");
  }

  @Test
  void unknownPathsAre404() {
    Response<?> response = get("/nothing?a=b");
    assertThat(response.status().code()).isEqualTo(404);
    assertThat(response.headers().first("content-type")).isEqualTo("application/problem+json");
    assertThat(Served.text(response))
        .contains("\"status\":404", "\"instance\":\"/nothing\"", "\"requestId\":\"");
  }

  @Test
  void knownPathsWithAnotherMethodAre405WithAllow() {
    app.get("/x", req -> "");
    app.post("/{any}", req -> "");
    Response<?> response = new Served(app).send("DELETE", "/x");
    assertThat(response.status().code()).isEqualTo(405);
    assertThat(response.headers().first("allow")).contains("GET", "HEAD", "POST", "OPTIONS");
  }

  @Test
  void optionsTellsWhatIsAllowed() {
    app.get("/x", req -> "");
    Response<?> response = new Served(app).send("OPTIONS", "/x");
    assertThat(response.status().code()).isEqualTo(204);
    assertThat(response.headers().first("allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(new Served(app).send("OPTIONS", "/none").status().code()).isEqualTo(404);
  }

  @Test
  void optionsForTheServerBelongsToNoRoute() {
    app.options("/", req -> "root");
    Response<?> response = new Served(app).send("OPTIONS", "*");
    assertThat(response.status().code()).isEqualTo(204);
    assertThat(response.headers().first("allow"))
        .contains("GET", "QUERY")
        .doesNotContain("CONNECT");
  }

  @Test
  void methodsThatNobodyKnowsAre501AlsoOnAKnownTarget() {
    app.get("/x", req -> "");
    assertThat(new Served(app).send("BREW", "/x").status().code()).isEqualTo(501);
    assertThat(new Served(app).send("BREW", "/none").status().code()).isEqualTo(501);
    app.route(Method.of("BREW"), "/tea", req -> "");
    assertThat(new Served(app).send("BREW", "/x").status().code()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../b",
        "/%2e%2e/b",
        "/a%2fb",
        "/a%5cb",
        "/a\\b",
        "/%00",
        "/%zz",
        "/%c0%af",
        "/..;/b"
      })
  void unsafePathsAre400(String path) {
    app.get("/{rest...}", req -> "found");
    assertThat(get(path).status().code()).isEqualTo(400);
  }

  @Test
  void pathsAreDecodedOnce() {
    app.get("/{name}", req -> req.path("name").asString());
    assertThat(Served.text(get("/%C3%A4%2541"))).isEqualTo("ä%41");
    app.get("/plain text", req -> "literal");
    assertThat(Served.text(get("/plain%20text"))).isEqualTo("literal");
  }

  @Test
  void middlewareRunsInOrderOfDeclarationAroundRoutesDeclaredBeforeAndAfter() {
    List<String> trace = new ArrayList<>();
    app.get("/before", req -> trace.add("handler"));
    app.use(
        (req, next) -> {
          trace.add("one");
          Response<?> response = next.handle(req);
          trace.add("one again");
          return response;
        });
    app.use(
        (req, next) -> {
          trace.add("two");
          return next.handle(req);
        });
    get("/before");
    assertThat(trace).containsExactly("one", "two", "handler", "one again");
  }

  @Test
  void middlewareSeesFailuresAsResponses() {
    app.use(
        (req, next) -> {
          Response<?> response = next.handle(req);
          return response.header("x-failed", String.valueOf(response.failure()));
        });
    app.get(
        "/x",
        req -> {
          throw new HttpException(409, "no");
        });
    Response<?> response = get("/x");
    assertThat(response.status().code()).isEqualTo(409);
    assertThat(response.headers().first("x-failed")).contains("no");
    assertThat(get("/none").headers().contains("x-failed")).isTrue();
  }

  @Test
  void middlewareThatFailsOrReturnsNullIsAnsweredWith500() {
    app.use((req, next) -> req.path().equals("/null") ? null : fail());
    assertThat(get("/null").status().code()).isEqualTo(500);
    assertThat(get("/fail").status().code()).isEqualTo(500);
  }

  private static Response<?> fail() {
    throw new IllegalStateException("oops");
  }

  @Test
  void groupsHavePrefixMiddlewareAndTerminalsOfTheirOwn() {
    app.use((req, next) -> next.handle(req).addHeader("x", "app"));
    app.group(
        "/admin",
        admin -> {
          admin.use((req, next) -> next.handle(req).addHeader("x", "admin"));
          admin.get("", req -> "root");
          admin.group("/deep/", deep -> deep.get("/{id:int}", req -> req.path("id").asInt()));
        });
    app.get("/open", req -> "open");
    assertThat(Served.text(get("/admin"))).isEqualTo("root");
    assertThat(get("/admin/deep/7").headers().all("x")).containsExactly("admin", "app");
    assertThat(get("/admin/none").headers().all("x")).containsExactly("admin", "app");
    assertThat(get("/open").headers().all("x")).containsExactly("app");
    assertThat(get("/other").headers().all("x")).containsExactly("app");
  }

  @Test
  void twoGroupsWithOnePrefixBothWrapWhatNoRouteAnswers() {
    app.group("/a", one -> one.use((req, next) -> next.handle(req).addHeader("x", "one")));
    app.group("/a", two -> two.use((req, next) -> next.handle(req).addHeader("x", "two")));
    assertThat(get("/a/none").headers().all("x")).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void mountedApplicationsKeepTheirMiddlewareAndErrors() {
    Covet shop = Served.app();
    shop.use((req, next) -> next.handle(req).addHeader("x", "shop"));
    shop.error(
        IllegalStateException.class, (e, req) -> Response.text("shop says " + e.getMessage()));
    shop.get("/", req -> "shop");
    shop.get("/{id}", req -> fail());
    app.mount("/shop/", shop);
    app.get("/x", req -> fail());
    assertThat(Served.text(get("/shop/"))).isEqualTo("shop");
    assertThat(Served.text(get("/shop/7"))).isEqualTo("shop says oops");
    assertThat(get("/shop/7").headers().all("x")).containsExactly("shop");
    assertThat(get("/x").status().code()).isEqualTo(500);
    assertThatThrownBy(() -> app.mount("/shop", Served.app()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> app.mount("/self", app)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void conflictsStopTheStartAndNameBothPlaces() {
    app.get("/users/{id}", req -> "");
    app.get("/users/{name}", req -> "");
    assertThatThrownBy(() -> new Served(app))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/users/{id}")
        .hasMessageContaining("/users/{name}")
        .hasMessageMatching("(?s).*ApplicationTest.java:\\d+.*ApplicationTest.java:\\d+.*");
  }

  @Test
  void malformedPatternsAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> app.get("/{", req -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ApplicationTest.java:");
    assertThatThrownBy(() -> app.route(Method.CONNECT, "/", req -> ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namedRoutesBuildUrls() {
    app.group("/users", users -> users.get("/{id:long}/files/{rest...}", req -> "").name("file"));
    new Served(app);
    assertThat(app.urlFor("file", 7, "a b/c")).isEqualTo("/users/7/files/a%20b/c");
    assertThatThrownBy(() -> app.urlFor("none")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Served.app().urlFor("file")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aNameStandsOnce() {
    app.get("/a", req -> "").name("n");
    app.get("/b", req -> "").name("n");
    assertThatThrownBy(() -> new Served(app)).hasMessageContaining("'n'");
  }

  @Test
  void settingsOfARouteBecomeItsPlan() {
    Route route =
        app.post("/x", req -> "")
            .offload()
            .maxBody(7)
            .timeout(Duration.ofSeconds(3))
            .detachOnTimeout()
            .summary("does x")
            .hidden();
    app.get("/y", req -> "").onLoop();
    Served served = new Served(app);
    ServingPlan x =
        served.application().plan(served.application().accept(new MadeRequest("POST", "/x")));
    assertThat(x.placement()).isEqualTo(ServingPlan.Placement.OFFLOAD);
    assertThat(x.bodyLimit()).isEqualTo(7);
    assertThat(x.timeLimitNanos()).isEqualTo(3_000_000_000L);
    assertThat(x.onTimeout()).isEqualTo(ServingPlan.OnTimeout.DETACH);
    assertThat(x.route()).isEqualTo("POST /x");
    ServingPlan y =
        served.application().plan(served.application().accept(new MadeRequest("GET", "/y")));
    assertThat(y.placement()).isEqualTo(ServingPlan.Placement.LOOP);
    assertThat(y.bodyLimit()).isEqualTo(1 << 20);
    assertThat(route.statements().summary).isEqualTo("does x");
    assertThat(route.statements().hidden).isTrue();
    assertThat(route.method()).isEqualTo(Method.POST);
    assertThat(route.pattern()).isEqualTo("/x");
    assertThat(route.toString()).startsWith("POST /x (ApplicationTest.java:");
    assertThat(route.owner()).isSameAs(app);
    assertThatThrownBy(() -> route.maxBody(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> route.timeout(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theServersViewEndsTheRequest() {
    app.get(
        "/x",
        req -> {
          req.after(() -> {});
          return "";
        });
    Served served = new Served(app);
    Request request = served.application().accept(new MadeRequest("GET", "/x"));
    assertThat(served.application().after(request)).isEmpty();
    served.application().handle(request, Served.CALLS);
    assertThat(served.application().after(request)).hasSize(1);
    assertThat(
            served
                .application()
                .failed(request, Response.ok(), new IllegalStateException("late"))
                .status()
                .code())
        .isEqualTo(500);
    served.application().failedLate(request, new IllegalStateException("cut"));
    served.application().ended(request);
    assertThatThrownBy(request::path).isInstanceOf(IllegalStateException.class);
    assertThat(request.toString()).isEqualTo("ended request");
    assertThat(
            served
                .application()
                .failed(request, Response.ok(), new IllegalStateException("orphan"))
                .status()
                .code())
        .isEqualTo(500);
  }

  @Test
  void aPrefixThatNothingCanFollowIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> app.group("/x/{all...}", x -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("/x/{all...}", "ApplicationTest.java:");
    assertThatThrownBy(() -> app.mount("/x/{all...}", Served.app()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("/x/{all...}", "ApplicationTest.java:");
    assertThatThrownBy(() -> app.mount("shop", Served.app()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("must begin with /", "ApplicationTest.java:");
  }

  @Test
  void applicationsCanNotHoldEachOther() {
    Covet part = Served.app();
    Covet inner = Served.app();
    app.mount("/part", part);
    part.mount("/inner", inner);
    assertThatThrownBy(() -> inner.mount("/app", app))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/app");
  }
}

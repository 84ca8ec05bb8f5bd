package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.spi.ServingPlan;
import dev.covet.spi.ServingPlan.OnTimeout;
import dev.covet.spi.ServingPlan.Placement;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CovetTest {
  private static final Config QUIET = Config.builder().set("signals", false).build();

  private final Covet app = Covet.create(QUIET);

  @BeforeEach
  void forget() {
    FakeServer.EVENTS.clear();
  }

  private static String serve(Covet app, String method, String target) {
    return Exchange.text(Exchange.serve(app, FakeIncoming.of(method, target)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "QUERY", "OPTIONS"})
  void eachMethodHasItsOwnDeclaration(String method) {
    app.get("/", request -> "GET!");
    app.post("/", request -> "POST!");
    app.put("/", request -> "PUT!");
    app.patch("/", request -> "PATCH!");
    app.delete("/", request -> "DELETE!");
    app.query("/", request -> "QUERY!");
    app.options("/", request -> "OPTIONS!");

    assertThat(serve(app, method, "/")).isEqualTo(method + "!");
  }

  @Test
  void connectIsNeverServed() {
    assertThatThrownBy(() -> app.route(Method.CONNECT, "/", request -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CONNECT")
        .hasMessageContaining("CovetTest.java:");
  }

  @Test
  void aMalformedPatternNamesItsPlace() {
    assertThatThrownBy(() -> app.get("no-slash", request -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-slash")
        .hasMessageContaining("CovetTest.java:");
    assertThatThrownBy(() -> app.group("/{", group -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CovetTest.java:");
  }

  @Test
  void aConflictNamesBothPlaces() {
    app.get("/a/{x}", request -> "");
    app.get("/a/{y}", request -> "");

    assertThatThrownBy(app::assemble)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/a/{x}")
        .hasMessageContaining("/a/{y}")
        .hasMessageMatching("(?s).*CovetTest\\.java:\\d+.*CovetTest\\.java:\\d+.*");
  }

  @Test
  void aNameStandsForOneRouteOnly() {
    app.get("/a", request -> "").name("same");
    app.get("/b", request -> "").name("same");

    assertThatThrownBy(app::assemble)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'same'")
        .hasMessageContaining("CovetTest.java:");
  }

  @Test
  void groupsPutTheirPrefixBeforePatterns() {
    app.group(
        "/a/",
        a -> {
          a.get("", request -> "at a");
          a.group("/{b}", b -> b.get("/c", request -> "b=" + request.path("b").asString()));
        });

    assertThat(serve(app, "GET", "/a")).isEqualTo("at a");
    assertThat(serve(app, "GET", "/a/x/c")).isEqualTo("b=x");
  }

  @Test
  void groupsOfOneShapeMayNameTheirParametersDifferently() {
    app.group("/users/{id}", one -> one.get("/a", request -> request.path("id").asString()));
    app.group("/users/{name}", two -> two.get("/b", request -> request.path("name").asString()));

    assertThat(serve(app, "GET", "/users/7/a")).isEqualTo("7");
    assertThat(serve(app, "GET", "/users/joe/b")).isEqualTo("joe");
  }

  @Test
  void aParameterOfAGroupMayHaveAnyName() {
    app.group("/{rest}", group -> group.get("/a", request -> request.path("rest").asString()));

    assertThat(serve(app, "GET", "/x/a")).isEqualTo("x");
    assertThat(Exchange.serve(app, FakeIncoming.get("/x/b")).status()).isEqualTo(Status.NOT_FOUND);
  }

  @Test
  void aMountedApplicationKeepsItsMiddlewareAndErrorsInsideThoseAround() {
    Covet shop = Covet.create(QUIET);
    shop.use((request, next) -> next.handle(request).addHeader("X-Order", "shop"));
    shop.error(ArithmeticException.class, (e, request) -> Response.text("shop " + e.getMessage()));
    shop.get("/items/{id:int}", request -> 1 / request.path("id").asInt());
    shop.group("/g", group -> group.get("/h", request -> "in group"));
    app.use((request, next) -> next.handle(request).addHeader("X-Order", "app"));
    app.mount("/shop/", shop);

    Response<?> answer = Exchange.serve(app, FakeIncoming.get("/shop/items/0"));

    assertThat(Exchange.text(answer)).isEqualTo("shop / by zero");
    assertThat(answer.headers().all("X-Order")).containsExactly("shop", "app");
    assertThat(serve(app, "GET", "/shop/g/h")).isEqualTo("in group");
    assertThat(Exchange.serve(app, FakeIncoming.get("/shop/nothing")).headers().all("X-Order"))
        .containsExactly("shop", "app");
  }

  @Test
  void anApplicationIsMountedOnceAtAPlaceAndNeverInItself() {
    app.mount("/a", Covet.create(QUIET));

    assertThatThrownBy(() -> app.mount("/a/", Covet.create(QUIET)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/a/");
    assertThatThrownBy(() -> app.mount("/b", app)).isInstanceOf(IllegalArgumentException.class);
    assertThat(app.mounts()).containsOnlyKeys("/a");
  }

  @Test
  void urlForBuildsThePathOfANamedRoute() {
    Covet part = Covet.create(QUIET);
    part.get("/users/{id:int}/{rest...}", request -> "").name("user");
    app.mount("/api", part);
    app.get("/", request -> request.path()).name("home");
    assertThatThrownBy(() -> app.urlFor("home"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not started");

    app.assemble();

    assertThat(app.urlFor("home")).isEqualTo("/");
    assertThat(app.urlFor("user", 7, "a b/c")).isEqualTo("/api/users/7/a%20b/c");
    assertThatThrownBy(() -> app.urlFor("user", "seven", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> app.urlFor("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'nobody'")
        .hasMessageContaining("home");
  }

  @Test
  void routesKeepTheirSettings() {
    Route route =
        app.post("/up/{id}", request -> "")
            .name("up")
            .summary("takes a file")
            .hidden()
            .offload()
            .maxBody(7)
            .timeout(Duration.ofMillis(3))
            .detachOnTimeout();

    assertThat(route.method()).isEqualTo(Method.POST);
    assertThat(route.pattern()).isEqualTo("/up/{id}");
    assertThat(route.statements().summary).isEqualTo("takes a file");
    assertThat(route.statements().hidden).isTrue();
    assertThat(route.owner()).isSameAs(app);
    assertThat(route.toString()).startsWith("POST /up/{id} (CovetTest.java:");
    AssembledApplication assembled = app.assemble();
    ServingPlan plan = assembled.plan(assembled.accept(FakeIncoming.post("/up/1")));
    assertThat(plan.route()).isEqualTo("POST /up/{id}");
    assertThat(plan.placement()).isEqualTo(Placement.OFFLOAD);
    assertThat(plan.onTimeout()).isEqualTo(OnTimeout.DETACH);
    assertThat(plan.bodyLimit()).isEqualTo(7);
    assertThat(plan.timeLimitNanos()).isEqualTo(3_000_000);
    assertThat(plan.server().get()).isNull();
  }

  @Test
  void settingsOfARouteFallBackToThoseOfTheApplication() {
    Covet own =
        Covet.create(Config.builder().maxBody(99).requestTimeout(Duration.ofSeconds(2)).build());
    own.get("/", request -> "").onLoop();
    AssembledApplication assembled = own.assemble();

    ServingPlan plan = assembled.plan(assembled.accept(FakeIncoming.get("/")));
    ServingPlan terminal = assembled.plan(assembled.accept(FakeIncoming.get("/nothing")));

    assertThat(plan.placement()).isEqualTo(Placement.LOOP);
    assertThat(plan.onTimeout()).isEqualTo(OnTimeout.INTERRUPT);
    assertThat(plan.bodyLimit()).isEqualTo(99);
    assertThat(plan.timeLimitNanos()).isEqualTo(2_000_000_000);
    assertThat(terminal.bodyLimit()).isEqualTo(99);
    assertThat(terminal.placement()).isEqualTo(Placement.AUTO);
  }

  @Test
  void limitsOfARouteAreNotNegative() {
    Route route = app.get("/", request -> "");

    assertThatThrownBy(() -> route.maxBody(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> route.timeout(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> route.maxBody(0).timeout(Duration.ZERO)).doesNotThrowAnyException();
  }

  @Test
  void hooksRunInOrderBeforeTheFirstAndAfterTheLastRequest() {
    app.onStart(() -> FakeServer.EVENTS.add("first"));
    app.onStart(() -> FakeServer.EVENTS.add("second"));
    app.onStop(() -> FakeServer.EVENTS.add("outer"));
    app.onStop(
        () -> {
          throw new IllegalStateException("a stop hook of a test fails");
        });
    app.onStop(() -> FakeServer.EVENTS.add("inner"));
    assertThat(app.ready()).isFalse();
    assertThatThrownBy(app::uris)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not running");

    assertThat(app.start()).isSameAs(app);
    assertThat(app.ready()).isTrue();
    assertThat(app.uris()).isEqualTo(List.of(URI.create("http://localhost:4711/")));
    app.stop();
    app.stop();

    assertThat(app.ready()).isFalse();
    assertThatThrownBy(app::uris).hasMessage("not running");
    assertThat(FakeServer.EVENTS)
        .containsExactly("first", "second", "start", "stop", "inner", "outer");
  }

  @Test
  void nothingCanBeDeclaredAfterStart() {
    Covet part = Covet.create(QUIET);
    app.mount("/part", part);
    Router[] group = new Router[1];
    app.group("/group", g -> group[0] = g);
    Route route = app.get("/", request -> "");
    app.start();

    for (Runnable late :
        List.<Runnable>of(
            () -> app.get("/late", request -> ""),
            () -> app.use((request, next) -> next.handle(request)),
            () -> app.group("/late", g -> {}),
            () -> app.error(Exception.class, (e, request) -> Response.ok()),
            () -> app.mount("/late", Covet.create(QUIET)),
            () -> app.onStart(() -> {}),
            () -> app.onStop(() -> {}),
            () -> part.get("/late", request -> ""),
            () -> group[0].get("/late", request -> ""),
            () -> route.name("late"),
            app::start)) {
      assertThatThrownBy(late::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has been started");
    }
    app.stop();
    assertThatThrownBy(app::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailingStartHookPreventsTheStartAndWhatOthersOpenedIsClosed() {
    app.onStart(() -> FakeServer.EVENTS.add("opened"));
    app.onStart(
        () -> {
          throw new java.io.IOException("no database");
        });
    app.onStop(() -> FakeServer.EVENTS.add("closed"));

    assertThatThrownBy(app::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("can not start: no database")
        .hasCauseInstanceOf(java.io.IOException.class);
    assertThat(FakeServer.EVENTS).containsExactly("opened", "closed");
    assertThat(app.ready()).isFalse();
  }

  @Test
  void anErrorInAStartHookIsThrownAsItIsAndEndsTheStart() {
    app.onStart(
        () -> {
          throw new AssertionError("broken");
        });
    app.onStop(() -> FakeServer.EVENTS.add("closed"));

    assertThatThrownBy(app::start).isInstanceOf(AssertionError.class).hasMessage("broken");
    assertThat(FakeServer.EVENTS).containsExactly("closed");
    assertThat(app.ready()).isFalse();
  }

  @Test
  void aTakenPortIsToldInOneLine() {
    Covet taken = Covet.create("--port", "1", "--signals", "false");

    assertThatThrownBy(taken::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("can not start: port 1 is taken");
  }

  @Test
  void theDefaultConfigurationIsThatOfTheEnvironment() {
    assertThat(Covet.create().config().port()).isEqualTo(Config.load().port());
    assertThat(Covet.create("--port=4712").config().port()).isEqualTo(4712);
  }
}

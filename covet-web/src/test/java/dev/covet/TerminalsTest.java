package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Method;
import org.junit.jupiter.api.Test;

class TerminalsTest {
  private final Covet app = Covet.create(Config.defaults());

  private Response<?> serve(String method, String target) {
    return Exchange.serve(app, FakeIncoming.of(method, target));
  }

  @Test
  void anUnknownPathIsAnsweredWith404AndAProblem() {
    app.get("/here", request -> "here");

    Response<?> answer = serve("GET", "/there");

    assertThat(answer.status().code()).isEqualTo(404);
    assertThat(answer.headers().first("Content-Type")).startsWith("application/problem+json");
    assertThat(Exchange.text(answer)).contains("\"status\":404", "\"instance\":\"/there\"");
  }

  @Test
  void aKnownPathWithAnotherMethodIsAnsweredWith405AndAllow() {
    app.get("/here", request -> "here");
    app.put("/here", request -> "put");

    Response<?> answer = serve("DELETE", "/here");

    assertThat(answer.status().code()).isEqualTo(405);
    assertThat(answer.headers().first("Allow").split(", "))
        .containsExactlyInAnyOrder("GET", "HEAD", "PUT", "OPTIONS");
  }

  @Test
  void optionsIsAnsweredByItselfUnlessDeclared() {
    app.get("/here", request -> "here");
    app.options("/own", request -> "own");

    Response<?> automatic = serve("OPTIONS", "/here");

    assertThat(automatic.status().code()).isEqualTo(204);
    assertThat(automatic.headers().first("Allow").split(", "))
        .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
    assertThat(Exchange.text(serve("OPTIONS", "/own"))).isEqualTo("own");
  }

  @Test
  void optionsOfAnUnknownPathIs404() {
    app.get("/here", request -> "here");

    assertThat(serve("OPTIONS", "/there").status().code()).isEqualTo(404);
  }

  @Test
  void optionsOfTheServerNamesTheMethodsThatCanBeServed() {
    app.get("/here", request -> "here");

    Response<?> answer = serve("OPTIONS", "*");

    assertThat(answer.status().code()).isEqualTo(204);
    assertThat(answer.headers().first("Allow").split(", "))
        .contains("GET", "HEAD", "PATCH", "OPTIONS")
        .doesNotContain("CONNECT", "TRACE");
  }

  @Test
  void headIsServedByTheRouteForGet() {
    app.get("/here", request -> request.method() + " here");

    assertThat(Exchange.text(serve("HEAD", "/here"))).isEqualTo("HEAD here");
    assertThat(serve("HEAD", "/there").status().code()).isEqualTo(404);
  }

  @Test
  void anUnknownMethodIsAnsweredWith501() {
    app.get("/here", request -> "here");

    assertThat(serve("BREW", "/here").status().code()).isEqualTo(501);
    assertThat(serve("BREW", "/there").status().code()).isEqualTo(501);
  }

  @Test
  void aMethodOfOneRouteIsKnownEverywhere() {
    app.route(Method.of("BREW"), "/pot", request -> "tea");
    app.get("/here", request -> "here");

    assertThat(Exchange.text(serve("BREW", "/pot"))).isEqualTo("tea");
    assertThat(serve("BREW", "/here").status().code()).isEqualTo(405);
  }

  @Test
  void anUnsafePathIsAnsweredWith400() {
    app.get("/{rest...}", request -> request.path());

    assertThat(serve("GET", "/a/%2e%2e/b").status().code()).isEqualTo(400);
    assertThat(serve("GET", "/a%00").status().code()).isEqualTo(400);
    assertThat(serve("GET", "/%zz").status().code()).isEqualTo(400);
  }

  @Test
  void anEncodedPathFindsItsLiteralRoute() {
    app.get("/caf\u00e9", request -> request.path() + " " + request.rawPath());

    assertThat(Exchange.text(serve("GET", "/caf%C3%A9"))).isEqualTo("/caf\u00e9 /caf%C3%A9");
  }

  @Test
  void middlewareOfAGroupStandsAroundItsTerminalRoutesOnly() {
    app.use((request, next) -> next.handle(request).header("X-App", "1"));
    app.group(
        "/admin",
        admin -> {
          admin.use((request, next) -> next.handle(request).header("X-Group", "1"));
          admin.get("/here", request -> "here");
        });

    for (Response<?> inside :
        new Response<?>[] {
          serve("GET", "/admin/there"),
          serve("GET", "/admin"),
          serve("PUT", "/admin/here"),
          serve("OPTIONS", "/admin/here")
        }) {
      assertThat(inside.headers().first("X-Group")).as(inside.toString()).isEqualTo("1");
      assertThat(inside.headers().first("X-App")).isEqualTo("1");
    }
    Response<?> outside = serve("GET", "/other");
    assertThat(outside.headers().first("X-App")).isEqualTo("1");
    assertThat(outside.headers().contains("X-Group")).isFalse();
  }

  @Test
  void twoGroupsWithOnePrefixShareTheMiddlewareOfTheirTerminalRoutes() {
    Middleware shared = (request, next) -> next.handle(request).addHeader("X-Shared", "s");
    app.use(shared);
    app.group("/a", one -> one.use((request, next) -> next.handle(request).header("X-One", "1")));
    app.group("/a", two -> two.use((request, next) -> next.handle(request).header("X-Two", "2")));

    Response<?> answer = serve("GET", "/a/nothing");

    assertThat(answer.headers().first("X-One")).isEqualTo("1");
    assertThat(answer.headers().first("X-Two")).isEqualTo("2");
    assertThat(answer.headers().all("X-Shared")).containsExactly("s");
  }

  @Test
  void aTerminalRouteHasNoPatternAndNoPathParameters() {
    app.use(
        (request, next) -> {
          next.handle(request);
          return Response.text("[" + request.pattern() + "]");
        });
    assertThat(Exchange.text(serve("GET", "/nothing"))).isEqualTo("[]");

    Response<?> answer =
        Exchange.serve(
            app(
                (request, next) -> {
                  assertThatThrownBy(() -> request.path("x"))
                      .isInstanceOf(IllegalArgumentException.class)
                      .hasMessageContaining("no route answers here");
                  return Response.of(200);
                }),
            FakeIncoming.get("/nothing"));
    assertThat(answer.failure()).isNull();
  }

  private static Covet app(Middleware middleware) {
    Covet app = Covet.create(Config.defaults());
    app.use(middleware);
    return app;
  }
}

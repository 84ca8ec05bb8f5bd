package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final Covet app = Covet.create(Config.defaults());

  private Response<?> serve(String target) {
    return Exchange.serve(app, FakeIncoming.get(target));
  }

  @Test
  void middlewareRunsInOrderOfDeclarationAndGroupsInsideTheirParents() {
    List<String> order = new ArrayList<>();
    app.group(
        "/group",
        group -> {
          group.use(noting("group", order));
          group.get(
              "/in",
              request -> {
                order.add("handler");
                return "";
              });
        });
    app.use(noting("first", order));
    app.use(noting("second", order));

    serve("/group/in");

    assertThat(order)
        .containsExactly(
            "first", "second", "group", "handler", "group done", "second done", "first done");
  }

  private static Middleware noting(String name, List<String> order) {
    return (request, next) -> {
      order.add(name);
      Response<?> response = next.handle(request);
      order.add(name + " done");
      return response;
    };
  }

  @Test
  void aFailureArrivesAtMiddlewareAsAResponse() {
    app.use((request, next) -> next.handle(request).header("X-Around", "1"));
    app.use(
        (request, next) -> {
          Response<?> response = next.handle(request);
          return response.header("X-Seen", String.valueOf(response.failure()));
        });
    app.get(
        "/",
        request -> {
          throw new HttpException(409, "taken");
        });

    Response<?> answer = serve("/");

    assertThat(answer.status().code()).isEqualTo(409);
    assertThat(answer.headers().first("X-Seen")).isEqualTo("dev.covet.HttpException: taken");
    assertThat(answer.headers().first("X-Around")).isEqualTo("1");
  }

  @Test
  void aFailureOfMiddlewareArrivesAtTheOneAround() {
    app.use((request, next) -> next.handle(request).header("X-Around", "1"));
    app.use(
        (request, next) -> {
          throw new HttpException(401, "who are you?");
        });
    app.get("/", request -> "never");

    Response<?> answer = serve("/");

    assertThat(answer.status().code()).isEqualTo(401);
    assertThat(answer.headers().first("X-Around")).isEqualTo("1");
  }

  @Test
  void middlewareMayAnswerItself() {
    boolean[] reached = new boolean[1];
    app.use((request, next) -> Response.text("short"));
    app.get("/", request -> reached[0] = true);

    assertThat(Exchange.text(serve("/"))).isEqualTo("short");
    assertThat(reached[0]).isFalse();
  }

  @Test
  @SuppressWarnings("NullAway") // what is wrong is the point
  void middlewareThatReturnsNullIsABug() {
    app.use((request, next) -> null);

    try (LogCapture log = new LogCapture()) {
      Response<?> answer = serve("/");

      assertThat(answer.status().code()).isEqualTo(500);
      assertThat(answer.failure())
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("PipelineTest")
          .hasMessageContaining("returned null");
      assertThat(log.from(Level.SEVERE)).hasSize(1);
    }
  }

  @Test
  void anErrorIsAnsweredLikeAnyFailure() {
    app.get(
        "/",
        request -> {
          throw new StackOverflowError("deep");
        });

    try (LogCapture log = new LogCapture()) {
      assertThat(serve("/").status().code()).isEqualTo(500);
      assertThat(log.from(Level.SEVERE).getFirst().getThrown()).hasMessage("deep");
    }
  }
}

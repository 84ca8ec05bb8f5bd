package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Status;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final Covet app = Served.app();

  private Response<?> fail(Exception failure) {
    app.get(
        "/fails",
        req -> {
          throw failure;
        });
    return new Served(app).get("/fails");
  }

  @Test
  void whatNobodyExpectedIs500WithoutAnyDetail() {
    Response<?> response = fail(new IllegalStateException("a secret"));
    assertThat(response.status()).isEqualTo(Status.INTERNAL_SERVER_ERROR);
    assertThat(Served.text(response))
        .contains("\"title\":\"Internal Server Error\"", "\"requestId\":\"")
        .doesNotContain("secret", "IllegalState");
    assertThat(response.failure()).hasMessage("a secret");
  }

  @Test
  void httpExceptionsSayWhatIsAnswered() {
    Response<?> response =
        fail(
            new HttpException(Status.CONFLICT, "taken")
                .header("retry-after", "5")
                .with("seat", 7)
                .with("more", List.of("a")));
    assertThat(response.status()).isEqualTo(Status.CONFLICT);
    assertThat(response.headers().first("retry-after")).isEqualTo("5");
    assertThat(Served.text(response))
        .contains("\"detail\":\"taken\"", "\"seat\":7", "\"more\":[\"a\"]");
  }

  @Test
  void theNearestTypeWinsThenTheParents() {
    app.error(IOException.class, (e, req) -> Response.text("io"));
    app.error(Exception.class, (e, req) -> Response.text("any"));
    app.group(
        "/g",
        group -> {
          group.error(IOException.class, (e, req) -> Response.text("group"));
          group.get(
              "/file",
              req -> {
                throw new FileNotFoundException();
              });
          group.get(
              "/other",
              req -> {
                throw new IllegalStateException();
              });
        });
    app.get(
        "/file",
        req -> {
          throw new FileNotFoundException();
        });
    Served served = new Served(app);
    assertThat(Served.text(served.get("/file"))).isEqualTo("io");
    assertThat(Served.text(served.get("/g/file"))).isEqualTo("group");
    assertThat(Served.text(served.get("/g/other"))).isEqualTo("any");
    assertThat(Served.text(served.get("/nowhere"))).isEqualTo("any");
  }

  @Test
  void errorHandlersThatFailAreAnsweredWith500() {
    app.error(
        IOException.class,
        (e, req) -> {
          throw new IllegalStateException("in the handler");
        });
    assertThat(fail(new IOException("first")).status().code()).isEqualTo(500);
    Covet other = Served.app();
    other.error(IOException.class, (e, req) -> null);
    other.get(
        "/",
        req -> {
          throw new IOException();
        });
    assertThat(new Served(other).get("/").status().code()).isEqualTo(500);
  }

  @Test
  void interruptedHandlersAre503() {
    assertThat(fail(new InterruptedException()).status()).isEqualTo(Status.SERVICE_UNAVAILABLE);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void errorsAreAnsweredToo() {
    app.get("/deep", req -> deep(0));
    assertThat(new Served(app).get("/deep").status().code()).isEqualTo(500);
  }

  private static int deep(int level) {
    return deep(level + 1) + 1;
  }

  @Test
  void browsersGetAPage() {
    Response<?> response =
        new Served(app)
            .send(new MadeRequest("GET", "/<none>").header("accept", "text/html,*/*;q=0.8"));
    assertThat(response.headers().first("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(Served.text(response))
        .contains("<h1>404 Not Found</h1>", "&lt;none&gt;")
        .doesNotContain("<none>");
  }

  @Test
  void devModeShowsCausesAndLines() {
    Covet dev = Served.app("mode", "dev", "allowed-hosts", "*");
    dev.get(
        "/",
        req -> {
          throw new IllegalStateException("the reason", new IOException("the root"));
        });
    assertThat(Served.text(new Served(dev).get("/")))
        .contains("the reason", "caused by java.io.IOException: the root", "FailuresTest.java:");
  }
}

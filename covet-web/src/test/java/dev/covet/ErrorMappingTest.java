package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Status;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorMappingTest {
  private final Covet app = Covet.create(Config.defaults());
  private final LogCapture log = new LogCapture();

  @AfterEach
  void stopCapture() {
    log.close();
  }

  private static void throwing(Router router, Throwable failure) {
    router.get(
        "/fail",
        request -> {
          switch (failure) {
            case Exception exception -> throw exception;
            case Error error -> throw error;
            default -> throw new AssertionError(failure);
          }
        });
  }

  private Response<?> fail(Throwable failure) {
    throwing(app, failure);
    return Exchange.serve(app, FakeIncoming.get("/fail"));
  }

  @Test
  void theNearestTypeWins() {
    app.error(Exception.class, (e, request) -> Response.text("exception"));
    app.error(IOException.class, (e, request) -> Response.text("io"));
    app.error(Throwable.class, (e, request) -> Response.text("throwable"));

    assertThat(Exchange.text(fail(new FileNotFoundException()))).isEqualTo("io");
  }

  @Test
  void theMappingOfAGroupComesBeforeThatOfItsParentForTheSameType() {
    app.error(IOException.class, (e, request) -> Response.text("app"));
    app.group(
        "/g",
        group -> {
          group.error(IOException.class, (e, request) -> Response.text("group"));
          throwing(group, new IOException());
        });
    app.group(
        "/h",
        group -> {
          group.error(Exception.class, (e, request) -> Response.text("group"));
          throwing(group, new IOException());
        });

    assertThat(Exchange.text(Exchange.serve(app, FakeIncoming.get("/g/fail")))).isEqualTo("group");
    assertThat(Exchange.text(Exchange.serve(app, FakeIncoming.get("/h/fail")))).isEqualTo("app");
  }

  @Test
  void aMappedFailureIsNotLoggedAndStaysWithTheResponse() {
    IOException thrown = new IOException("mine");
    app.error(IOException.class, (e, request) -> Response.of(418).header("X-E", e.getMessage()));

    Response<?> answer = fail(thrown);

    assertThat(answer.status().code()).isEqualTo(418);
    assertThat(answer.headers().first("X-E")).isEqualTo("mine");
    assertThat(answer.failure()).isSameAs(thrown);
    assertThat(log.from(Level.INFO)).isEmpty();
  }

  @Test
  void anHttpExceptionSetsStatusHeadersAndMembers() {
    Response<?> answer =
        fail(
            new HttpException(Status.TOO_MANY_REQUESTS, "slow down")
                .header("Retry-After", "7")
                .header("X-A", "1")
                .with("quota", 10));

    assertThat(answer.status()).isEqualTo(Status.TOO_MANY_REQUESTS);
    assertThat(answer.headers().first("Retry-After")).isEqualTo("7");
    assertThat(answer.headers().first("X-A")).isEqualTo("1");
    assertThat(Exchange.text(answer))
        .contains("\"detail\":\"slow down\"", "\"quota\":10", "\"instance\":\"/fail\"")
        .containsPattern("\"requestId\":\"[0-9a-f]{16}\"");
    assertThat(log.from(Level.INFO)).isEmpty();
  }

  @Test
  void anHttpExceptionNeedsTheStatusOfAFailure() {
    assertThatThrownBy(() -> new HttpException(200, "fine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200");
    assertThatThrownBy(() -> new HttpException(600, "what"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new HttpException(404, "gone").getStackTrace()).isEmpty();
    assertThat(new HttpException(500, "bug").getStackTrace()).isNotEmpty();
  }

  @Test
  void anUnknownFailureIs500WithoutDetailAndIsLoggedWithTheRequestId() {
    IllegalStateException thrown = new IllegalStateException("secret password");
    throwing(app, thrown);

    Response<?> answer =
        Exchange.serve(app, FakeIncoming.get("/fail").with("X-Request-Id", "id-7"));

    assertThat(answer.status().code()).isEqualTo(500);
    assertThat(Exchange.text(answer))
        .doesNotContain("secret")
        .doesNotContain("IllegalState")
        .contains("\"requestId\":\"id-7\"");
    assertThat(answer.failure()).isSameAs(thrown);
    LogRecord record = log.from(Level.SEVERE).getFirst();
    assertThat(record.getMessage()).contains("GET /fail", "id-7");
    assertThat(record.getThrown()).isSameAs(thrown);
  }

  @Test
  void anHttpExceptionOf5xxIsLoggedIfItIsABugOrHasACause() {
    fail(new HttpException(503, "later"));
    assertThat(log.from(Level.WARNING)).isEmpty();

    Covet other = Covet.create(Config.defaults());
    throwing(other, new HttpException(Status.BAD_GATEWAY, "upstream", new IOException("reset")));
    Exchange.serve(other, FakeIncoming.get("/fail"));
    assertThat(log.from(Level.SEVERE)).hasSize(1);

    Covet third = Covet.create(Config.defaults());
    throwing(third, new HttpException(500, "bug"));
    Exchange.serve(third, FakeIncoming.get("/fail"));
    assertThat(log.from(Level.SEVERE)).hasSize(2);
  }

  @Test
  void devModeShowsTheCauses() {
    Covet dev = Covet.create(Config.builder().host("127.0.0.1").set("mode", "dev").build());
    throwing(dev, new IllegalStateException("outer", new IOException("inner")));

    String problem =
        Exchange.text(Exchange.serve(dev, FakeIncoming.get("/fail").host("localhost")));

    assertThat(problem)
        .contains("IllegalStateException: outer", "caused by java.io.IOException: inner", "  at ")
        .contains("ErrorMappingTest");
  }

  @Test
  void browsersGetAPage() {
    throwing(app, new HttpException(404, "no <b>such</b> thing"));

    Response<?> page =
        Exchange.serve(
            app, FakeIncoming.get("/fail").with("Accept", "text/html,application/xml;q=0.9"));
    Response<?> problem = Exchange.serve(app, FakeIncoming.get("/fail").with("Accept", "*/*"));

    assertThat(page.status().code()).isEqualTo(404);
    assertThat(page.headers().first("Content-Type")).startsWith("text/html");
    assertThat(Exchange.text(page)).contains("no &lt;b&gt;such").doesNotContain("<b>");
    assertThat(problem.headers().first("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void aMalformedAcceptFieldDoesNoHarm() {
    throwing(app, new HttpException(404, "no"));

    Response<?> answer =
        Exchange.serve(app, FakeIncoming.get("/fail").with("Accept", ";;/,q=\"x, text/;q=9"));

    assertThat(answer.status().code()).isEqualTo(404);
  }

  @Test
  void aFailingErrorHandlerIsABugAndKeepsTheFirstFailure() {
    IOException first = new IOException("first");
    app.error(
        IOException.class,
        (e, request) -> {
          throw new IllegalStateException("second");
        });

    Response<?> answer = fail(first);

    assertThat(answer.status().code()).isEqualTo(500);
    assertThat(answer.failure()).isSameAs(first);
    Throwable logged = log.from(Level.SEVERE).getFirst().getThrown();
    assertThat(logged).hasMessage("second");
    assertThat(logged.getSuppressed()).containsExactly(first);
  }

  @Test
  void anErrorHandlerMayThrowItsFailureAgain() {
    app.error(
        IOException.class,
        (e, request) -> {
          throw e;
        });
    IOException thrown = new IOException("again");

    Response<?> answer = fail(thrown);

    assertThat(answer.status().code()).isEqualTo(500);
    assertThat(log.from(Level.SEVERE).getFirst().getThrown()).isSameAs(thrown);
  }

  @Test
  @SuppressWarnings("NullAway") // what is wrong is the point
  void anErrorHandlerThatReturnsNullIsABug() {
    app.error(IOException.class, (e, request) -> null);

    assertThat(fail(new IOException()).status().code()).isEqualTo(500);
    assertThat(log.from(Level.SEVERE).getFirst().getThrown())
        .hasMessageContaining("java.io.IOException")
        .hasMessageContaining("returned null");
  }

  @Test
  void anUnreadableBodyIs400AndNoErrorInTheLog() {
    app.post("/", request -> request.body().bytes());
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the client went away");
          }
        };

    Response<?> answer = Exchange.serve(app, FakeIncoming.post("/").body(broken, -1));

    assertThat(answer.status()).isEqualTo(Status.BAD_REQUEST);
    assertThat(answer.failure()).isInstanceOf(UncheckedIOException.class);
    assertThat(log.from(Level.INFO)).isEmpty();
    assertThat(log.from(Level.ALL)).hasSize(1);
  }

  @Test
  void anInterruptedHandlerIsAnsweredWith503AndStaysInterrupted() {
    Response<?> answer = fail(new InterruptedException("stop"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer.status()).isEqualTo(Status.SERVICE_UNAVAILABLE);
    assertThat(log.from(Level.INFO)).isEmpty();
  }

  @Test
  void aFailureThatTheServerMeetsIsMappedByTheSameRules() {
    app.error(IOException.class, (e, request) -> Response.text("mapped"));
    app.get("/", request -> "");
    AssembledApplication assembled = app.assemble();
    Request request = assembled.accept(FakeIncoming.get("/"));

    assertThat(Exchange.text(assembled.failed(request, Response.ok(), new IOException())))
        .isEqualTo("mapped");

    assembled.failedLate(request, new IOException("gone"));
    List<LogRecord> late = log.from(Level.ALL);
    assertThat(late).extracting(LogRecord::getLevel).containsExactly(Level.WARNING, Level.FINE);
    assertThat(late.getFirst().getMessage()).contains("GET /", "gone");
  }

  @Test
  void aFailureAfterTheEndOfTheRequestIsStillAnsweredAndLogged() {
    IllegalStateException thrown = new IllegalStateException("late");
    throwing(app, thrown);
    AssembledApplication assembled = app.assemble();
    Request request = assembled.accept(FakeIncoming.get("/fail"));
    assembled.ended(request);

    Response<?> answer = assembled.failed(request, Response.ok(), thrown);

    assertThat(answer.status().code()).isEqualTo(500);
    assertThat(answer.failure()).isSameAs(thrown);
    assertThat(log.from(Level.SEVERE).getFirst().getThrown()).isSameAs(thrown);
  }
}

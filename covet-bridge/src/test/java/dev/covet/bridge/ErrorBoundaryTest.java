package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Response;
import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.Transport;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that goes wrong reaches the loop, and each request gets an answer. */
class ErrorBoundaryTest {
  @ParameterizedTest
  @EnumSource
  void anErrorOfAHandlerIsAnsweredAndTheConnectionGoesOn(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/error",
                call -> {
                  throw new AssertionError("a defect");
                });
    app.get("/x", call -> Response.text("x"));
    try (LogRecords log = new LogRecords();
        Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      assertThat(client.get("/error"))
          .startsWith("HTTP/1.1 500 ")
          .contains("application/problem+json");
      assertThat(client.get("/x")).endsWith("x");
      assertThat(log.messages()).contains("GET /error failed beyond any answer of the application");
    }
    assertThat(app.active()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatTheApplicationDoesNotAcceptIsAnswered(Mode mode) throws Exception {
    FakeApplication app = new FakeApplication().get("/x", call -> Response.text("x"));
    try (LogRecords log = new LogRecords();
        Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      assertThat(client.get("/not-accepted")).startsWith("HTTP/1.1 503 ");
      assertThat(client.get("/x")).endsWith("x");
      assertThat(log.messages()).contains("a request could not be accepted");
    }
  }

  @Test
  void aRequestForWhichNoThreadCanBeStartedIsAnswered() throws Exception {
    FakeApplication app = new FakeApplication().get("/x", call -> Response.text("x"));
    Threads threads = new Threads();
    Placement broken =
        new Placement(
            false,
            null,
            threads.carriers(),
            task -> {
              throw new RejectedExecutionException("no thread");
            });
    Dispatcher dispatcher =
        new Dispatcher(
            app,
            broken,
            new ResponseWriter(new Chunks(1)),
            threads.after(),
            new CoarseClock(),
            threads.starter(),
            false,
            new Overload(OverloadMarks.NONE),
            null,
            null);
    Engine engine =
        Engine.start(
            EngineConfig.builder().workers(1).transport(Transport.NIO).build(), dispatcher);
    try (LogRecords log = new LogRecords()) {
      assertThat(Client.get(engine.address().getPort(), "/x")).startsWith("HTTP/1.1 503 ");
      assertThat(log.messages()).contains("no thread could be started for GET /x");
    } finally {
      engine.stop();
      threads.close();
    }
    assertThat(app.active()).isZero();
  }
}

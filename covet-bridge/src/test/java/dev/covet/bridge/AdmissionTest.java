package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Response;
import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.Transport;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What the application does not admit is answered by the loop alone. */
class AdmissionTest {
  @Test
  void aRefusedRequestNeedsNoThreadAndTheConnectionGoesOn() throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get("/refused", call -> Response.text("never"))
            .get("/refused-empty", call -> Response.text("never"));
    Threads threads = new Threads();
    Placement none =
        new Placement(
            false,
            null,
            threads.carriers(),
            task -> {
              throw new RejectedExecutionException("a thread was asked for");
            });
    Dispatcher dispatcher =
        new Dispatcher(
            app,
            none,
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
    try (Client client = new Client(engine.address().getPort())) {
      assertThat(client.get("/refused")).startsWith("HTTP/1.1 429 ").endsWith("too many");
      assertThat(client.get("/refused-empty")).startsWith("HTTP/1.1 429 ");
      assertThat(client.get("/refused")).endsWith("too many");
    } finally {
      engine.stop();
      threads.close();
    }
    assertThat(app.active()).isZero();
  }
}

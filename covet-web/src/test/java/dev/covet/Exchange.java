package dev.covet;

import dev.covet.http.IncomingRequest;
import dev.covet.spi.ServerCalls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** Serves a request as an engine would, on the calling thread. */
final class Exchange {
  static final long DEADLINE = System.nanoTime() + 3_600_000_000_000L;
  static final Executor EXECUTOR = Runnable::run;

  private Exchange() {}

  static Response<?> serve(Covet app, IncomingRequest incoming) {
    return serve(app.assemble(), incoming);
  }

  static Response<?> serve(AssembledApplication application, IncomingRequest incoming) {
    Request request = application.accept(incoming);
    Response<?> refusal = application.admit(request);
    return refusal != null ? refusal : application.handle(request, calls());
  }

  /** What a handler for any path of the request answers. */
  static Response<?> answer(IncomingRequest incoming, Handler<?> handler) {
    Covet app = Covet.create(Config.defaults());
    app.route(incoming.method(), "/{rest...}", handler);
    return serve(app, incoming);
  }

  static ServerCalls calls() {
    return new ServerCalls() {
      @Override
      public Executor executor() {
        return EXECUTOR;
      }

      @Override
      public long deadlineNanos() {
        return DEADLINE;
      }
    };
  }

  /** The body as text, produced if it has to be, and closed. */
  static String text(Response<?> response) {
    ResponseBody body = response.body();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      body.writeTo(out);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      body.close();
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}

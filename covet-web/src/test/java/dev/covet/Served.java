package dev.covet;

import dev.covet.spi.Application;
import dev.covet.spi.ServerCalls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** Serves requests of an application in the calling thread. */
final class Served {
  static final ServerCalls CALLS =
      new ServerCalls() {
        @Override
        public Executor executor() {
          return Runnable::run;
        }

        @Override
        public long deadlineNanos() {
          return Long.MAX_VALUE;
        }
      };

  private final Application application;

  Served(Covet app) {
    AssembledApplication assembled = app.assemble();
    assembled.once().open();
    application = assembled;
  }

  /** An application with these settings, for example {@code "mode", "dev"}. */
  static Covet app(String... settings) {
    Config.Builder config = Config.builder();
    for (int i = 0; i < settings.length; i += 2) {
      config.set(settings[i], settings[i + 1]);
    }
    return Covet.create(config.build());
  }

  Application application() {
    return application;
  }

  Response<?> get(String target) {
    return send(new MadeRequest("GET", target));
  }

  Response<?> send(String method, String target) {
    return send(new MadeRequest(method, target));
  }

  Response<?> send(MadeRequest incoming) {
    Request request = application.accept(incoming);
    Response<?> refusal = application.admit(request);
    return refusal != null ? refusal : application.handle(request, CALLS);
  }

  /** The answer to a GET as text, when the work for after it is done. */
  String whole(String target) {
    return whole(new MadeRequest("GET", target));
  }

  /** The answer as text, when the work for after it is done. */
  String whole(MadeRequest incoming) {
    Request request = application.accept(incoming);
    String text = text(application.handle(request, CALLS));
    application.ended(request);
    application.released(request);
    application.after(request).forEach(Runnable::run);
    return text;
  }

  static String text(Response<?> response) {
    ResponseBody body = response.body();
    try {
      return switch (body.kind()) {
        case EMPTY -> "";
        case BYTES -> new String(body.bytes(), StandardCharsets.UTF_8);
        case BUFFERED, STREAMED -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          body.writeTo(out);
          yield out.toString(StandardCharsets.UTF_8);
        }
        case WEBSOCKET -> "a WebSocket";
      };
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      body.close();
    }
  }
}

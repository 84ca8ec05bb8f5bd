package ticker;

import dev.covet.Covet;
import dev.covet.Event;
import dev.covet.Request;
import dev.covet.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Prices as server-sent events, and a page that shows them. A client that comes back, to another
 * process too, goes on after the last tick that it got.
 */
public final class Ticker {
  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofMillis(200);

  private Ticker() {}

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}
   * @throws IOException if the page is missing
   */
  public static void main(String[] args) throws IOException {
    app(args).start();
  }

  static Covet app(String... args) throws IOException {
    Covet app = Covet.create(args);
    String page = resource("index.html");
    app.get("/", req -> Response.html(page));
    app.get("/ticks", Ticker::ticks);
    return app;
  }

  private static Response<Event<Tick>> ticks(Request req) {
    long last = last(req);
    return Response.sse(
        events -> {
          for (long n = last + 1; ; n++) {
            events.send(Event.of(Tick.of(n)).id(n).event("tick").retry(RETRY));
            Thread.sleep(PERIOD);
          }
        });
  }

  /** What the client names is its own: what is no number of ours begins anew. */
  private static long last(Request req) {
    return req.lastEventId().filter(id -> id.matches("\\d{1,15}")).map(Long::parseLong).orElse(0L);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Ticker.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

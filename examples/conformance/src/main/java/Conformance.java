import dev.covet.Covet;
import dev.covet.Event;
import dev.covet.HttpException;
import dev.covet.Message;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.WebSocket;
import dev.covet.WebSocketUpgrade;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The endpoints that protocol suites expect. */
public final class Conformance {
  private static final int PART = 16 << 10;
  private static final long LARGEST = 1L << 30;
  private static final int LARGEST_MESSAGE = 64 << 20;

  private Conformance() {}

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}
   */
  public static void main(String[] args) {
    app(args).start();
  }

  static Covet app(String... args) {
    Covet app = Covet.create(args);
    app.get("/", req -> "Covet conformance\n");
    app.post("/", Conformance::echo);
    app.post("/echo", Conformance::echo);
    app.post("/echo/large", Conformance::mirror).maxBody(64L << 20);
    app.get("/large", Conformance::large);
    app.get("/stream/{n:int}", Conformance::lines);
    app.get("/slow/{ms:int}", Conformance::slow);
    app.get("/headers", Conformance::headers);
    app.get("/sse", req -> Conformance.seconds());
    app.get(
        "/ws",
        req -> WebSocketUpgrade.of(req).maxMessage(LARGEST_MESSAGE).accept(Conformance::echo));
    return app;
  }

  private static void echo(WebSocket socket) throws IOException {
    for (Message message : socket.messages()) {
      if (message.isText()) {
        socket.send(message.text());
      } else {
        socket.send(message.bytes());
      }
    }
  }

  private static Response<?> echo(Request req) {
    byte[] body = req.body().bytes();
    if (body.length == 0) {
      return Response.text("(empty)\n");
    }
    return Response.bytes(body)
        .header("content-type", req.header("content-type").or("application/octet-stream"));
  }

  /** Sends the body back while it comes in, so that its size does not matter. */
  private static Response<?> mirror(Request req) {
    InputStream body = req.body().stream();
    return Response.stream(body::transferTo).type("application/octet-stream");
  }

  private static Response<?> large(Request req) {
    long size = req.query("n").or(1L << 20);
    if (size < 0 || size > LARGEST) {
      throw new HttpException(Status.UNPROCESSABLE_CONTENT, "n must be 0 to " + LARGEST);
    }
    byte[] part = new byte[PART];
    Arrays.fill(part, (byte) 'x');
    return Response.stream(
            out -> {
              for (long left = size; left > 0; left -= PART) {
                out.write(part, 0, (int) Math.min(left, PART));
              }
            })
        .type("application/octet-stream");
  }

  private static Response<?> lines(Request req) {
    int count = req.path("n").asInt();
    return Response.stream(
            out -> {
              for (int i = 1; i <= count; i++) {
                out.write(("line " + i + "\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
              }
            })
        .type("text/plain; charset=utf-8");
  }

  private static String slow(Request req) throws InterruptedException {
    Thread.sleep(Math.max(0, req.path("ms").asInt()));
    return "ok";
  }

  private static Response<?> seconds() {
    return Response.sse(
        events -> {
          for (long i = 1; ; i++) {
            events.send(Event.of(Instant.now().toString()).id(i));
            Thread.sleep(1000);
          }
        });
  }

  private static Map<String, List<String>> headers(Request req) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    req.headers()
        .forEach(
            (name, value) ->
                fields.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> req.headers().all(n)));
    return fields;
  }
}

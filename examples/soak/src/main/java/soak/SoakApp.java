package soak;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Event;
import dev.covet.Message;
import dev.covet.Part;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.StaticFiles;
import dev.covet.WebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** What is loaded: each way in which a request or an answer can hold something. */
final class SoakApp {
  private static final byte[] BLOCK = new byte[16 << 10];
  private static final long LARGEST = 8L << 20;
  private static final String WORDS = "compress me, I repeat myself. ".repeat(400);

  static {
    Arrays.fill(BLOCK, (byte) 'x');
  }

  private SoakApp() {}

  static Covet of(Config config, Path files) {
    Covet app = Covet.create(config);
    app.get("/", req -> "hello\n");
    app.get("/words", req -> WORDS);
    app.post("/count", SoakApp::count).maxBody(LARGEST);
    app.post("/bytes", req -> Integer.toString(req.body().bytes().length));
    app.post("/parts", SoakApp::parts).maxBody(LARGEST);
    app.post("/form", req -> Long.toString(req.upload("file").size())).maxBody(LARGEST);
    app.get("/large", SoakApp::large);
    app.get("/lines", req -> Response.stream(SoakApp::lines).type("text/plain"));
    app.get(
            "/late",
            req -> {
              Thread.sleep(20_000);
              return "late";
            })
        .timeout(Duration.ofMillis(500));
    app.get("/events", req -> SoakApp.events());
    app.websocket("/echo", SoakApp::echo);
    app.files("/files", StaticFiles.folder(files));
    return app;
  }

  private static String count(Request req) throws IOException {
    return Long.toString(req.body().stream().transferTo(OutputStream.nullOutputStream()));
  }

  private static String parts(Request req) throws IOException {
    long sum = 0;
    for (Part part : req.body().parts()) {
      try (InputStream in = part.stream()) {
        sum += in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return Long.toString(sum);
  }

  private static Response<?> large(Request req) {
    long size = Math.clamp(req.query("n").or(1L << 20), 0, 64L << 20);
    return Response.stream(
            out -> {
              for (long left = size; left > 0; left -= BLOCK.length) {
                out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
              }
            })
        .type("application/octet-stream");
  }

  private static void lines(OutputStream out) throws IOException {
    for (int i = 0; i < 100; i++) {
      out.write(BLOCK, 0, 64);
      out.flush();
    }
  }

  private static Response<?> events() {
    return Response.sse(
        events -> {
          for (long i = 1; ; i++) {
            events.send(Event.of("tick").id(i));
            Thread.sleep(200);
          }
        });
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
}

package dev.covet.test;

import dev.covet.Compression;
import dev.covet.Covet;
import dev.covet.Event;
import dev.covet.Handler;
import dev.covet.HttpException;
import dev.covet.Key;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** What {@link HttpContract} asks. */
final class ContractApplication {
  private static final Key<String> ATTRIBUTE = Key.of("attribute");

  private static final Duration QUIET = Duration.ofMillis(40);

  /** What handlers tell the test: work after answers, interrupts, failures of streams. */
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  /** Files. */
  final ContentApplication content = new ContentApplication();

  /** Uploads that do not go well. */
  final UploadApplication uploads = new UploadApplication(events, content.uploads);

  void declare(Covet app) {
    app.use(
        (req, next) -> {
          req.set(ATTRIBUTE, "from middleware");
          return next.handle(req).header("x-middleware", "seen");
        });
    app.error(
        IllegalStateException.class,
        (e, req) -> Response.text("mapped: " + e.getMessage()).status(418));
    values(app);
    requests(app);
    bodies(app);
    streams(app);
    compressed(app);
    content.declare(app);
    uploads.declare(app);
    failures(app);
    events(app);
  }

  private static void values(Covet app) {
    app.get("/text", req -> "text");
    app.get("/bytes", req -> new byte[] {0, 1, 2});
    app.get("/json", req -> Map.of("a", List.of(1, 2)));
    app.get("/null", req -> null);
    app.get("/empty", req -> Optional.empty());
    app.get("/array", req -> Stream.of(1, 2, 3));
    app.get("/later", req -> CompletableFuture.supplyAsync(() -> "later", req.executor()));
    app.get("/tagged", req -> Response.text("tagged").etag("v1"));
    app.get("/moved", req -> Response.redirect("/text"));
    app.get("/reset", req -> Response.text("dropped").status(205));
    app.get("/cookies", req -> Response.text("c").cookie("a", "1").cookie("b", "2"));
    app.get(
        "/own-framing",
        req ->
            Response.text("four")
                .header("content-length", "999")
                .header("transfer-encoding", "chunked")
                .header("connection", "upgrade"));
  }

  private static void requests(Covet app) {
    app.get("/echo/{name}/{n:int}", req -> req.path("name").asString() + req.path("n").asInt());
    app.get("/rest/{rest...}", req -> req.path("rest").asString());
    app.get("/query", req -> String.join("|", req.query("q").list()));
    app.get("/needs", req -> req.query("n").asInt());
    app.get("/header", req -> String.join("|", req.header("x-one").list()));
    app.get("/cookie", req -> req.cookie("a").or("none"));
    app.get("/attribute", req -> req.get(ATTRIBUTE));
    app.get("/host", req -> req.host() + " " + req.scheme());
    app.get("/id", Request::id);
    app.get("/version", req -> req.version().toString());
    app.query("/query", req -> "QUERY " + req.body().text());
  }

  private void bodies(Covet app) {
    app.post("/echo", req -> Response.bytes(req.body().bytes()));
    app.post("/form", req -> req.form("a").asString() + req.form("b").asString());
    app.post("/object", req -> req.body().json(Map.class));
    app.post("/ignore", req -> "ignored");
    app.post(
        "/sleepy",
        req -> {
          while (events.isEmpty()) {
            Thread.sleep(10);
          }
          return "awake";
        });
    app.post("/small", req -> req.body().text()).maxBody(10);
    app.post(
            "/count",
            req -> {
              long count = 0;
              byte[] part = new byte[1000];
              InputStream in = req.body().stream();
              for (int n = in.read(part); n >= 0; n = in.read(part)) {
                count += n;
              }
              return Long.toString(count);
            })
        .maxBody(1 << 26);
    app.put("/thing", Handler.action(req -> req.checkPreconditions("v1")));
    app.get(
        "/after",
        req -> {
          req.after(() -> events.add("after"));
          return "before";
        });
  }

  private void streams(Covet app) {
    app.get(
        "/stream/{n:int}",
        req -> {
          int count = req.path("n").asInt();
          return Response.stream(
              out -> {
                for (int i = 0; i < count; i++) {
                  out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
                  out.flush();
                }
              });
        });
    app.get(
        "/large/{n:int}",
        req -> {
          int size = req.path("n").asInt();
          return Response.stream(
              out -> {
                byte[] part = new byte[10_000];
                for (int left = size; left > 0; left -= part.length) {
                  out.write(part, 0, Math.min(left, part.length));
                }
              });
        });
    app.get("/block/{n:int}", req -> new byte[req.path("n").asInt()]);
    app.get(
        "/endless",
        req ->
            Response.stream(
                out -> {
                  try {
                    while (true) {
                      out.write(new byte[8192]);
                    }
                  } catch (IOException e) {
                    events.add("stopped");
                    throw e;
                  }
                }));
    app.get(
        "/cut",
        req ->
            Response.stream(
                out -> {
                  out.write(new byte[100]);
                  out.flush();
                  throw new IOException("the source broke");
                }));
  }

  private void events(Covet app) {
    app.get(
        "/events",
        req ->
            Response.sse(
                out -> {
                  out.send(Event.of("after " + req.lastEventId().orElse("none")).id(1));
                  out.send(Event.of(Map.of("n", 2)).id(2).event("tick"));
                }));
    app.get(
            "/events/quiet",
            req ->
                Response.sse(
                    out -> {
                      out.heartbeat(QUIET);
                      out.onClose(() -> events.add("closed"));
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        events.add("interrupted");
                        throw e;
                      }
                    }))
        .timeout(QUIET.multipliedBy(2));
    app.get(
        "/events/fail",
        req ->
            Response.sse(
                out -> {
                  out.send("a");
                  throw new IOException("the source broke");
                }));
  }

  private static void compressed(Covet app) {
    app.group(
        "/compressed",
        group -> {
          group.use(Compression.gzip());
          group.get("/text/{n:int}", req -> Response.text("a".repeat(req.path("n").asInt())));
          group.get("/tagged", req -> Response.text("a".repeat(5000)).etag("v1"));
          group.get(
              "/events",
              req ->
                  Response.stream(
                          out -> {
                            out.write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            out.write("data: two\n\n".getBytes(StandardCharsets.UTF_8));
                          })
                      .type("text/event-stream"));
          group.get("/sse", req -> Response.sse(out -> out.send("one")));
        });
  }

  private void failures(Covet app) {
    app.get(
        "/fails",
        req -> {
          throw new IllegalArgumentException("a secret");
        });
    app.get(
        "/mapped",
        req -> {
          throw new IllegalStateException("known");
        });
    app.get(
        "/conflict",
        req -> {
          throw new HttpException(Status.CONFLICT, "taken").header("retry-after", "7");
        });
    app.get("/unwritable", req -> new Unwritable());
    app.get(
        "/sleep",
        req -> {
          Thread.sleep(50);
          return "slept";
        });
    app.get(
            "/hang",
            req -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                events.add("interrupted");
              }
              return "late";
            })
        .timeout(Duration.ofMillis(200));
    app.get("/offloaded", req -> "offloaded").offload();
    app.get("/on-loop", req -> "on the loop").onLoop();
  }

  /** Something that no codec can write. */
  static final class Unwritable {
    /** {@return never} */
    public String getValue() {
      throw new UnsupportedOperationException("can not be written");
    }
  }
}

package peer;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.UUID;

public class Main {
  public static void main(String[] a) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    Router r = Router.router(vertx);
    r.get("/plaintext")
        .handler(
            c ->
                c.response()
                    .putHeader("Server", "vertx")
                    .putHeader("Content-Type", "text/plain")
                    .end("Hello, World!"));
    r.get("/json")
        .handler(
            c -> {
              c.response().putHeader("Server", "vertx");
              c.json(new Model.Message("Hello, World!"));
            });
    r.route("/files/*")
        .handler(StaticHandler.create(FileSystemAccess.ROOT, System.getenv("PEERS_FILES")));
    r.get("/echo")
        .handler(
            c ->
                c.request()
                    .toWebSocket()
                    .onSuccess(s -> s.textMessageHandler(s::writeTextMessage))
                    .onFailure(c::fail));
    r.route("/api/*")
        .handler(
            c -> {
              String id = c.request().getHeader("X-Request-Id");
              c.response()
                  .putHeader("X-Request-Id", id == null ? UUID.randomUUID().toString() : id);
              c.next();
            });
    r.route("/api/*")
        .handler(
            c -> {
              long t = System.nanoTime();
              c.addHeadersEndHandler(
                  v ->
                      c.response()
                          .putHeader("X-Response-Time", (System.nanoTime() - t) / 1000 + "us"));
              c.next();
            });
    r.route("/api/*")
        .handler(
            c -> {
              if ("Bearer test".equals(c.request().getHeader("Authorization"))) c.next();
              else c.response().setStatusCode(401).end("unauthorized");
            });
    for (String n : Model.NAMES) {
      r.get("/api/" + n).handler(c -> c.end("list"));
      r.post("/api/" + n).handler(c -> c.end("made"));
      r.get("/api/" + n + "/:id").handler(c -> c.end(c.pathParam("id")));
      r.delete("/api/" + n + "/:id").handler(c -> c.end(c.pathParam("id")));
    }
    r.post("/api/orders/:id").handler(BodyHandler.create(false)).handler(Main::order);
    vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(Model.port())
                .setAcceptBacklog(4096))
        .requestHandler(r)
        .listen()
        .onSuccess(s -> System.out.println("up native=" + vertx.isNativeTransportEnabled()))
        .onFailure(
            e -> {
              e.printStackTrace();
              System.exit(1);
            });
  }

  static void order(RoutingContext c) {
    try {
      long id = Model.id(c.pathParam("id"));
      var q = c.queryParams();
      boolean expand = Model.expand(q.get("expand"));
      int limit = Model.limit(q.get("limit"));
      Model.Order o = c.body().asPojo(Model.Order.class);
      Model.check(o);
      c.json(Model.answer(id, expand, limit, o));
    } catch (Model.Invalid e) {
      c.response().setStatusCode(422).end(e.getMessage());
    } catch (DecodeException e) {
      c.response().setStatusCode(400).end("malformed");
    }
  }
}

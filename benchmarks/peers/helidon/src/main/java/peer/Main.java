package peer;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.*;
import io.helidon.webserver.staticcontent.StaticContentService;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.nio.file.Path;
import java.util.UUID;

public class Main {
  static final HeaderName RID = HeaderNames.create("X-Request-Id"),
      TIME = HeaderNames.create("X-Response-Time");
  static final Header SERVER = HeaderValues.createCached(HeaderNames.SERVER, "helidon");

  public static void main(String[] a) {
    WebServer.builder()
        .host("127.0.0.1")
        .port(Model.port())
        .routing(Main::routes)
        .addRouting(WsRouting.builder().endpoint("/echo", new Echo()))
        .build()
        .start();
  }

  static class Echo implements WsListener {
    @Override
    public void onMessage(WsSession s, String text, boolean last) {
      s.send(text, last);
    }
  }

  static void routes(HttpRouting.Builder r) {
    r.error(Model.Invalid.class, (q, s, e) -> s.status(422).send(e.getMessage()));
    r.get(
        "/plaintext",
        (q, s) -> {
          s.header(SERVER);
          s.headers().contentType(MediaTypes.TEXT_PLAIN);
          s.send("Hello, World!");
        });
    r.get(
        "/json",
        (q, s) -> {
          s.header(SERVER);
          s.send(new Model.Message("Hello, World!"));
        });
    r.register("/files", StaticContentService.create(Path.of(System.getenv("PEERS_FILES"))));
    r.register(
        "/api",
        rules -> {
          rules.any(
              (q, s) -> {
                s.header(RID, q.headers().first(RID).orElseGet(() -> UUID.randomUUID().toString()));
                s.next();
              });
          rules.any(
              (q, s) -> {
                long t = System.nanoTime();
                s.beforeSend(() -> s.header(TIME, (System.nanoTime() - t) / 1000 + "us"));
                s.next();
              });
          rules.any(
              (q, s) -> {
                if ("Bearer test".equals(q.headers().first(HeaderNames.AUTHORIZATION).orElse(null)))
                  s.next();
                else s.status(Status.UNAUTHORIZED_401).send("unauthorized");
              });
          for (String n : Model.NAMES) {
            rules.get("/" + n, (q, s) -> s.send("list"));
            rules.post("/" + n, (q, s) -> s.send("made"));
            rules.get("/" + n + "/{id}", (q, s) -> s.send(q.path().pathParameters().get("id")));
            rules.delete("/" + n + "/{id}", (q, s) -> s.send(q.path().pathParameters().get("id")));
          }
          rules.post(
              "/orders/{id}",
              (q, s) -> {
                long id = Model.id(q.path().pathParameters().get("id"));
                boolean expand = Model.expand(q.query().first("expand").orElse(null));
                int limit = Model.limit(q.query().first("limit").orElse(null));
                Model.Order o;
                try {
                  o = q.content().as(Model.Order.class);
                } catch (RuntimeException e) {
                  throw new Model.Invalid("malformed");
                }
                Model.check(o);
                s.send(Model.answer(id, expand, limit, o));
              });
        });
  }
}

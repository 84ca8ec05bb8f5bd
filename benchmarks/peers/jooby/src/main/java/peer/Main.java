package peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jooby.*;
import io.jooby.netty.NettyServer;
import java.nio.file.Path;
import java.util.UUID;

public class Main {
  static final ObjectMapper M = new ObjectMapper();

  static Context json(Context x, Object o) throws Exception {
    return x.setResponseType(MediaType.json).send(M.writeValueAsBytes(o));
  }

  public static void main(String[] a) {
    Jooby.runApp(
        new String[] {"application.logger=none"},
        new NettyServer(),
        ExecutionMode.EVENT_LOOP,
        Main::app);
  }

  static void app(Jooby r) {
    ServerOptions so = new ServerOptions();
    so.setPort(Model.port());
    so.setHost("127.0.0.1");
    so.setIoThreads(1);
    r.setServerOptions(so);
    r.error(Model.Invalid.class, (x, e, c) -> x.setResponseCode(422).send(e.getMessage()));
    r.get("/plaintext", x -> x.setResponseType(MediaType.text).send("Hello, World!"));
    r.get("/json", x -> json(x, new Model.Message("Hello, World!")));
    r.assets("/files/*", Path.of(System.getenv("PEERS_FILES")));
    r.ws("/echo", (x, c) -> c.onMessage((s, m) -> s.send(m.value())));
    r.path(
        "/api",
        () -> {
          r.before(
              x -> {
                String id = x.header("X-Request-Id").valueOrNull();
                x.setResponseHeader("X-Request-Id", id == null ? UUID.randomUUID().toString() : id);
              });
          r.use(
              next ->
                  x -> {
                    x.setAttribute("t", System.nanoTime());
                    return next.apply(x);
                  });
          r.before(
              x -> {
                if (!"Bearer test".equals(x.header("Authorization").valueOrNull()))
                  throw new io.jooby.exception.UnauthorizedException();
              });
          for (String n : Model.NAMES) {
            r.get("/" + n, x -> "list");
            r.post("/" + n, x -> "made");
            r.get("/" + n + "/{id}", x -> x.path("id").value());
            r.delete("/" + n + "/{id}", x -> x.path("id").value());
          }
          r.post(
              "/orders/{id}",
              x -> {
                long id = x.path("id").longValue();
                boolean expand = x.query("expand").booleanValue(false);
                int limit = Model.limit(x.query("limit").valueOrNull());
                Model.Order o;
                try {
                  o = M.readValue(x.body().bytes(), Model.Order.class);
                } catch (Exception e) {
                  throw new Model.Invalid("malformed");
                }
                Model.check(o);
                x.setResponseHeader(
                    "X-Response-Time",
                    (System.nanoTime() - x.<Long>getAttribute("t")) / 1000 + "us");
                return json(x, Model.answer(id, expand, limit, o));
              });
        });
  }
}

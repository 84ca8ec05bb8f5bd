package peer;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.util.UUID;

public class Main {
  public static void main(String[] a) {
    Javalin.create(
            c -> {
              c.concurrency.useVirtualThreads = true;
              c.startup.showJavalinBanner = false;
              c.staticFiles.add(
                  f -> {
                    f.hostedPath = "/files";
                    f.directory = System.getenv("PEERS_FILES");
                    f.location = Location.EXTERNAL;
                  });
              var r = c.routes;
              r.ws("/echo", w -> w.onMessage(x -> x.send(x.message())));
              r.get("/plaintext", x -> x.contentType("text/plain").result("Hello, World!"));
              r.get("/json", x -> x.json(new Model.Message("Hello, World!")));
              r.before(
                  "/api/*",
                  x -> {
                    String id = x.header("X-Request-Id");
                    x.header("X-Request-Id", id == null ? UUID.randomUUID().toString() : id);
                  });
              r.before("/api/*", x -> x.attribute("t", System.nanoTime()));
              r.before(
                  "/api/*",
                  x -> {
                    if (!"Bearer test".equals(x.header("Authorization")))
                      throw new io.javalin.http.UnauthorizedResponse();
                  });
              r.after(
                  "/api/*",
                  x -> {
                    Long t = x.attribute("t");
                    x.header("X-Response-Time", (System.nanoTime() - t) / 1000 + "us");
                  });
              for (String n : Model.NAMES) {
                r.get("/api/" + n, x -> x.result("list"));
                r.post("/api/" + n, x -> x.result("made"));
                r.get("/api/" + n + "/{id}", x -> x.result(x.pathParam("id")));
                r.delete("/api/" + n + "/{id}", x -> x.result(x.pathParam("id")));
              }
              r.post("/api/orders/{id}", Main::order);
            })
        .start("127.0.0.1", Model.port());
  }

  static void order(Context x) {
    long id = x.pathParamAsClass("id", Long.class).get();
    boolean expand = x.queryParamAsClass("expand", Boolean.class).getOrDefault(false);
    int limit =
        x.queryParamAsClass("limit", Integer.class)
            .check(n -> n >= 1 && n <= 100, "limit must be 1..100")
            .getOrDefault(10);
    Model.Order o =
        x.bodyValidator(Model.Order.class)
            .check(
                b ->
                    b.customer() != null
                        && b.customer().email() != null
                        && b.customer().email().contains("@"),
                "email is wrong")
            .check(
                b ->
                    b.items() != null
                        && !b.items().isEmpty()
                        && b.items().stream().allMatch(i -> i.qty() >= 1),
                "qty must be at least 1")
            .get();
    x.json(Model.answer(id, expand, limit, o));
  }
}

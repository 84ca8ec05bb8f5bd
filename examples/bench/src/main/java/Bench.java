import dev.covet.Covet;
import dev.covet.HttpException;
import dev.covet.Ids;
import dev.covet.Next;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.Status;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What benchmarks load: about 60 routes, so that routing is real, and one middleware over all of
 * them.
 */
public final class Bench {
  private static final List<String> NAMES =
      List.of(
          "users",
          "products",
          "carts",
          "invoices",
          "payments",
          "shipments",
          "reviews",
          "categories",
          "coupons",
          "suppliers",
          "warehouses",
          "returns",
          "tickets",
          "sessions");

  private Bench() {}

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
    LongAdder served = new LongAdder();
    app.use(
        (req, next) -> {
          served.increment();
          return next.handle(req);
        });
    app.get("/plaintext", req -> "Hello, World!");
    app.get("/json", req -> new Message("Hello, World!"));
    app.get("/served", req -> served.sum());
    Workloads.declare(app);
    app.group(
        "/api",
        api -> {
          api.use(Bench::requestId);
          api.use(Bench::responseTime);
          api.use(Bench::authorization);
          for (String name : NAMES) {
            api.get("/" + name, req -> "list");
            api.post("/" + name, req -> "made");
            api.get("/" + name + "/{id}", req -> req.path("id").asString());
            api.delete("/" + name + "/{id}", req -> req.path("id").asString());
          }
          api.post("/orders/{id}", Orders.Place.class, Orders::place);
        });
    return app;
  }

  private static Response<?> requestId(Request req, Next next) throws Exception {
    String id = req.header("x-request-id").or("");
    return next.handle(req).header("x-request-id", id.isEmpty() ? Ids.next() : id);
  }

  private static Response<?> responseTime(Request req, Next next) throws Exception {
    long start = System.nanoTime();
    return next.handle(req).header("x-response-time", (System.nanoTime() - start) / 1000 + "us");
  }

  private static Response<?> authorization(Request req, Next next) throws Exception {
    if (!req.header("authorization").or("").equals("Bearer test")) {
      throw new HttpException(Status.UNAUTHORIZED, "a bearer token is needed");
    }
    return next.handle(req);
  }

  record Message(String message) {}
}

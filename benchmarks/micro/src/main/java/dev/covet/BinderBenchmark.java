package dev.covet;

import dev.covet.http.Headers;
import dev.covet.spi.ServerCalls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Path, query and body bound to a record, checked, and the handler called; without the engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class BinderBenchmark {
  private static final byte[] ORDER =
      ("{\"customer\":{\"name\":\"Ada\",\"email\":\"ada@example.com\"},\"items\":["
           + "{\"sku\":\"A\",\"qty\":2,\"price\":19.5},{\"sku\":\"B\",\"qty\":1,\"price\":5.25}],"
           + "\"note\":\"\"}")
          .getBytes(StandardCharsets.UTF_8);

  private static final ServerCalls CALLS = new InlineCalls();

  record Customer(String name, String email) {}

  record Item(String sku, int qty, double price) {}

  record Order(Customer customer, List<Item> items, String note) {}

  record Place(long id, @Default("false") boolean expand, @Default("10") int limit, Order order) {}

  record Look(long id, @Default("false") boolean expand, @Default("10") int limit) {}

  @Param({"parameters", "body"})
  public String what;

  private AssembledApplication application;
  private GetRequest request;

  @Setup
  public void prepare() {
    Covet app = Covet.create(Config.builder().build());
    app.post("/orders/{id}", Place.class, in -> "made");
    app.post("/looks/{id}", Look.class, in -> "seen");
    application = app.assemble();
    application.once().open();
    String path = what.equals("body") ? "/orders/42" : "/looks/42";
    byte[] body = what.equals("body") ? ORDER : new byte[0];
    Headers headers = Headers.of("host", "localhost:8080", "content-type", "application/json");
    request = new PostRequest(path, "expand=true&limit=10", headers, body);
    if (answer().status().code() != 200) {
      throw new IllegalStateException(answer().toString());
    }
  }

  @Benchmark
  public Response<?> answer() {
    return application.handle(application.accept(request), CALLS);
  }
}

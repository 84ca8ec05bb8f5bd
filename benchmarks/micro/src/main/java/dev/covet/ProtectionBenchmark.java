package dev.covet;

import dev.covet.http.Headers;
import dev.covet.spi.ServerCalls;
import java.time.Duration;
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

/** A request from its head to its response, with one protection at a time, without the engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProtectionBenchmark {
  private static final ServerCalls CALLS = new InlineCalls();

  @Param({
    "none",
    "limit",
    "silentLimit",
    "concurrency",
    "cors",
    "csrf",
    "headers",
    "hosts",
    "proxies",
    "sessions"
  })
  public String protection;

  private AssembledApplication application;
  private final GetRequest get =
      new GetRequest(
          "/",
          Headers.of("host", "localhost:8080", "accept", "text/html", "user-agent", "a browser"));

  @Setup
  public void prepare() {
    Covet app = Covet.create(settings());
    RateLimit limit = RateLimit.perAddress(1_000_000_000, Duration.ofSeconds(1));
    Route route = app.get("/", req -> "Hello, World!");
    switch (protection) {
      case "limit" -> app.rateLimit(limit);
      case "silentLimit" -> app.rateLimit(limit.silent());
      case "concurrency" -> route.concurrency(1_000, 0, Duration.ofSeconds(1));
      case "headers" -> app.use(SecurityHeaders.strict());
      case "sessions" -> app.sessions(Sessions.inMemory());
      default -> {}
    }
    application = app.assemble();
    application.once().open();
  }

  private Config settings() {
    Config.Builder config = Config.builder();
    switch (protection) {
      case "cors" -> config.set("cors-enabled", true).set("cors-origins", "https://app.example");
      case "csrf" -> config.set("csrf-enabled", true);
      case "hosts" -> config.set("allowed-hosts", "localhost, shop.example");
      case "proxies" ->
          config.set("trusted-proxies", "10.0.0.0/8").set("proxy-headers", "forwarded");
      default -> {}
    }
    return config.build();
  }

  @Benchmark
  public Response<?> answer() {
    Request request = application.accept(get);
    Response<?> refusal = application.admit(request);
    return refusal == null ? application.handle(request, CALLS) : refusal;
  }
}

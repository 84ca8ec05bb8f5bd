package dev.covet.bridge;

import dev.covet.Response;
import dev.covet.engine.EventLoop;
import dev.covet.engine.Exchange;
import dev.covet.http.Method;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.spi.Application;
import dev.covet.spi.ServingPlan;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves requests in memory before the listener opens, one for each kind of answer and each place
 * for a handler: a thread that loads a class can not leave its carrier, and the mapper behind the
 * JSON codec takes long to make. The application behind it is a stand-in, so no code of the user
 * runs.
 */
final class WarmUp {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore ended = new Semaphore(0);
  private final EventLoop loop = new WarmUpLoop();
  private final boolean fast;
  private final Threads threads;

  private WarmUp(boolean fast, Threads threads) {
    this.fast = fast;
    this.threads = threads;
  }

  /**
   * Runs it.
   *
   * @param fast whether handlers run on the loops
   * @param threads where they run otherwise
   */
  static void run(boolean fast, Threads threads) {
    WarmUp warmUp = new WarmUp(fast, threads);
    try {
      warmUp.serve(() -> Response.text("warm-up"));
      warmUp.serve(() -> Response.problem(Problem.of(Status.INTERNAL_SERVER_ERROR, "warm-up")));
      warmUp.serve(() -> Response.stream(out -> out.write(new byte[10_000])));
      warmUp.serve(
          () ->
              Response.stream(
                  out -> {
                    throw new IOException("warm-up");
                  }));
      warmUp.serve(() -> Response.json(Map.of("warm", List.of("up", 1, true))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError failure) {
      // Requests may be slower at first, which is no reason not to serve.
      LOG.log(Level.DEBUG, "the warm-up did not reach its end", failure);
    }
  }

  private void serve(Supplier<Response<?>> kind) throws InterruptedException {
    for (ServingPlan.Placement placement : ServingPlan.Placement.values()) {
      ServingPlan plan =
          new ServingPlan("warm-up", "", placement, ServingPlan.OnTimeout.DETACH, 0, 0, true);
      Dispatcher dispatcher =
          new Dispatcher(
              application(plan, kind),
              new Placement(fast, null, threads.carriers(), threads.starter()),
              new ResponseWriter(new Chunks(1)),
              threads.after(),
              new CoarseClock(),
              threads.starter(),
              true,
              new Overload(OverloadMarks.NONE),
              null,
              null);
      dispatcher.handle(exchange());
      if (!ended.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("a request did not end");
      }
    }
  }

  private Application application(ServingPlan plan, Supplier<Response<?>> kind) {
    return proxy(
        Application.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "plan" -> plan;
              case "handle" -> kind.get();
              case "failed" -> Response.text("failed");
              case "after" -> List.of();
              case "ended" -> {
                ended.release();
                yield null;
              }
              default -> null;
            });
  }

  private Exchange exchange() {
    return proxy(
        Exchange.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "loop" -> loop;
              case "method" -> Method.GET;
              case "limitBody" -> true;
              case "committed" -> false;
              default -> null;
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

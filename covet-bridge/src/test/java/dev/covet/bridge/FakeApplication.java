package dev.covet.bridge;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Status;
import dev.covet.spi.Application;
import dev.covet.spi.ApplicationDescription;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.ServerCalls;
import dev.covet.spi.ServingPlan;
import dev.covet.spi.ServingPlan.OnTimeout;
import dev.covet.spi.ServingPlan.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An application whose routes are whole paths. */
final class FakeApplication implements Application {
  /** Serves one request. */
  interface Handler {
    Response<?> handle(Call call) throws Exception;
  }

  /** One request as a handler sees it. */
  record Call(IncomingRequest incoming, ServerCalls calls, List<Runnable> after) {}

  private record Route(ServingPlan plan, Handler handler) {}

  private record Active(IncomingRequest incoming, Route route, List<Runnable> after) {}

  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final Map<Request, Active> active = new ConcurrentHashMap<>();
  final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  final Queue<Throwable> lateFailures = new ConcurrentLinkedQueue<>();

  FakeApplication() {
    add(
        "",
        plan("(none)", Placement.AUTO),
        call -> Response.text("not found").status(Status.NOT_FOUND));
  }

  static ServingPlan plan(String path, Placement placement) {
    return plan(path, placement, OnTimeout.INTERRUPT, Duration.ofSeconds(20));
  }

  static ServingPlan plan(String path, Placement placement, OnTimeout onTimeout, Duration limit) {
    return new ServingPlan(
        "GET " + path,
        path,
        placement,
        onTimeout,
        1 << 20,
        limit.toNanos(),
        path.equals("/essential"));
  }

  FakeApplication get(String path, Handler handler) {
    return add(path, plan(path, Placement.AUTO), handler);
  }

  FakeApplication add(String path, ServingPlan plan, Handler handler) {
    routes.put(path, new Route(plan, handler));
    return this;
  }

  RouteState state(String path) {
    return RouteState.of(Objects.requireNonNull(routes.get(path)).plan());
  }

  /** Requests that have not ended. */
  int active() {
    return active.size();
  }

  @Override
  public Request accept(IncomingRequest incoming) {
    if (incoming.rawPath().equals("/not-accepted")) {
      throw new IllegalStateException("a defect of the application layer");
    }
    Request request = Requests.of(incoming);
    Route route = routes.getOrDefault(incoming.rawPath(), Objects.requireNonNull(routes.get("")));
    active.put(request, new Active(incoming, route, new CopyOnWriteArrayList<>()));
    return request;
  }

  /**
   * What is refused without a handler: {@code /refused}, and {@code /refused-empty} without a body.
   */
  @Override
  public @Nullable Response<?> admit(Request request) {
    return switch (get(request).incoming.rawPath()) {
      case "/refused" -> Response.text("too many").status(Status.TOO_MANY_REQUESTS);
      case "/refused-empty" -> Response.of(Status.TOO_MANY_REQUESTS);
      default -> null;
    };
  }

  @Override
  public ServingPlan plan(Request request) {
    return get(request).route.plan;
  }

  @Override
  public Response<?> handle(Request request, ServerCalls calls) {
    Active one = get(request);
    try {
      return one.route.handler.handle(new Call(one.incoming, calls, one.after));
    } catch (Exception e) {
      return failed(request, Response.ok(), e);
    }
  }

  @Override
  public Response<?> failed(Request request, Response<?> unsent, Throwable failure) {
    failures.add(failure);
    return Response.text("failed: " + failure.getMessage()).status(Status.INTERNAL_SERVER_ERROR);
  }

  @Override
  public void failedLate(Request request, Throwable failure) {
    lateFailures.add(failure);
  }

  @Override
  public List<RouteDescription> routes() {
    return List.of();
  }

  @Override
  public ApplicationDescription description() {
    throw new AssertionError("nobody asks");
  }

  @Override
  public List<Runnable> after(Request request) {
    Active one = active.get(request);
    return one == null ? List.of() : one.after;
  }

  @Override
  public void ended(Request request) {
    active.remove(request);
  }

  @Override
  public void released(Request request) {}

  private Active get(Request request) {
    return Objects.requireNonNull(active.get(request), "the request has ended");
  }
}

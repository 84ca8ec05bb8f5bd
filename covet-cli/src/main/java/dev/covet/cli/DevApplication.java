package dev.covet.cli;

import dev.covet.Principal;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.IncomingRequest;
import dev.covet.http.PhaseTimes;
import dev.covet.spi.Application;
import dev.covet.spi.ApplicationDescription;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.ServerCalls;
import dev.covet.spi.ServerObserver;
import dev.covet.spi.ServingPlan;
import dev.covet.spi.ServingPlan.OnTimeout;
import dev.covet.spi.ServingPlan.Placement;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An application whose pages reload themselves. Around it, so that it is the same as ever. */
final class DevApplication implements Application {
  /** Questions are held for long, and off the event loops. */
  private static final ServingPlan PLAN =
      new ServingPlan("./covet dev", "", Placement.OFFLOAD, OnTimeout.INTERRUPT, 0, 0, true);

  private final Application application;
  private final Reload reload;

  DevApplication(Application application, Reload reload) {
    this.application = application;
    this.reload = reload;
  }

  @Override
  public Request accept(IncomingRequest incoming) {
    return application.accept(incoming);
  }

  @Override
  public void identify(Request request, Principal principal) {
    application.identify(request, principal);
  }

  @Override
  public ServingPlan plan(Request request) {
    return ours(request) ? PLAN : application.plan(request);
  }

  /** What is ours can not be told any more; it has no route of the application. */
  @Override
  public ServingPlan planAfter(Request request) {
    return application.planAfter(request);
  }

  @Override
  public void trace(Request request, Object span) {
    application.trace(request, span);
  }

  @Override
  public @Nullable Object traceOf(Request request) {
    return application.traceOf(request);
  }

  @Override
  public void time(Request request, PhaseTimes times) {
    application.time(request, times);
  }

  @Override
  public @Nullable PhaseTimes timesOf(Request request) {
    return application.timesOf(request);
  }

  @Override
  public @Nullable String id(Request request) {
    return application.id(request);
  }

  @Override
  public @Nullable SocketAddress client(Request request) {
    return application.client(request);
  }

  @Override
  public List<ServingPlan> plans() {
    return application.plans();
  }

  @Override
  public @Nullable Application admin() {
    return application.admin();
  }

  @Override
  public List<ServerObserver> observers() {
    return application.observers();
  }

  @Override
  public @Nullable Response<?> admit(Request request) {
    return ours(request) ? null : application.admit(request);
  }

  @Override
  public Response<?> handle(Request request, ServerCalls calls) {
    boolean page;
    try {
      if (ours(request)) {
        return reload.answer(request);
      }
      page = PageTag.wanted(request);
    } catch (IllegalStateException ended) {
      // Given up before it began; the application knows how to answer that.
      page = false;
    }
    Response<?> response = application.handle(request, calls);
    return page ? PageTag.into(response, reload) : response;
  }

  private static boolean ours(Request request) {
    return request.path().startsWith(Reload.FOLDER);
  }

  @Override
  public Response<?> failed(Request request, Response<?> unsent, Throwable failure) {
    return application.failed(request, unsent, failure);
  }

  @Override
  public void failedLate(Request request, Throwable failure) {
    application.failedLate(request, failure);
  }

  @Override
  public void draining() {
    application.draining();
  }

  @Override
  public List<Runnable> after(Request request) {
    return application.after(request);
  }

  @Override
  public void ended(Request request) {
    application.ended(request);
  }

  @Override
  public void released(Request request) {
    application.released(request);
  }

  @Override
  public List<RouteDescription> routes() {
    return application.routes();
  }

  @Override
  public ApplicationDescription description() {
    return application.description();
  }
}

package dev.covet.tracing;

import dev.covet.Middleware;
import dev.covet.Next;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.PhaseTimes;
import dev.covet.spi.Application;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * Begins the span of a request, and makes it the current one while its handler and all other
 * middleware run. {@link SpanEnds} ends it, when the answer has gone. Names by the semantic
 * conventions for HTTP servers, version 1.23 and later.
 */
final class ServerSpans implements Middleware {
  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Supplier<Application> application;

  ServerSpans(Telemetry telemetry, Supplier<Application> application) {
    this.tracer = telemetry.tracer();
    this.propagator = telemetry.propagator();
    this.application = application;
  }

  @Override
  public Response<?> handle(Request request, Next next) throws Exception {
    Context parent = propagator.extract(Context.root(), request, RequestFields.INSTANCE);
    Span span = begin(request, parent);
    application.get().trace(request, span);
    try (Scope _ = parent.with(span).makeCurrent()) {
      Response<?> response = next.handle(request);
      Throwable failure = response.failure();
      if (failure != null && response.status().code() >= 500) {
        span.recordException(failure);
      }
      return response;
    }
  }

  private Span begin(Request request, Context parent) {
    String method = SpanNames.method(request.method());
    String route = application.get().planAfter(request).pattern();
    SpanBuilder builder =
        tracer
            .spanBuilder(SpanNames.of(method, route))
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", method)
            .setAttribute("url.scheme", request.scheme())
            // Without the query: it may hold what nobody should read.
            .setAttribute("url.path", request.rawPath());
    if (method.equals(SpanNames.OTHER)) {
      builder.setAttribute("http.request.method_original", request.method().name());
    }
    if (!route.isEmpty()) {
      builder.setAttribute("http.route", route);
    }
    PhaseTimes times = application.get().timesOf(request);
    if (times != null) {
      builder.setStartTimestamp(SpanPhases.instant(times.began()));
    }
    ServerNames.add(builder, request);
    if (request.remote() instanceof InetSocketAddress client && client.getAddress() != null) {
      builder.setAttribute("client.address", client.getAddress().getHostAddress());
    }
    String agent = RequestFields.INSTANCE.get(request, "user-agent");
    if (agent != null) {
      builder.setAttribute("user_agent.original", agent);
    }
    return builder.startSpan();
  }
}

package dev.covet.tracing;

import dev.covet.Request;
import dev.covet.http.HttpVersion;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestEnd;
import dev.covet.spi.Application;
import dev.covet.spi.RequestObserver;
import dev.covet.spi.ServerObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends spans when the answer has gone to its last byte, or is cut. What the engine refuses before
 * any application code has no span. Called on event loops; the SDK takes a span into a bounded
 * queue and drops it if that is full.
 */
final class SpanEnds implements ServerObserver, RequestObserver {
  private final Supplier<Application> application;

  SpanEnds(Supplier<Application> application) {
    this.application = application;
  }

  /** One for all loops: it keeps nothing. */
  @Override
  public RequestObserver loop() {
    return this;
  }

  @Override
  public void ended(RequestEnd end, @Nullable Request request) {
    if (request != null && application.get().traceOf(request) instanceof Span span) {
      tell(span, end);
      PhaseTimes times = application.get().timesOf(request);
      if (times != null) {
        SpanPhases.tell(span, times);
      }
      span.end();
    }
  }

  private static void tell(Span span, RequestEnd end) {
    if (!span.isRecording()) {
      return;
    }
    int status = end.status();
    if (status != 0) {
      span.setAttribute("http.response.status_code", status);
    }
    HttpVersion version = end.version();
    if (version != null) {
      span.setAttribute("network.protocol.version", number(version));
    }
    // A client that asks for what is not there is no error of the server.
    String error = end.outcome().errorType(status);
    if (!error.isEmpty()) {
      span.setAttribute("error.type", error);
      span.setStatus(StatusCode.ERROR);
    }
  }

  private static String number(HttpVersion version) {
    return version.toString().substring("HTTP/".length());
  }

  @Override
  public void close() {
    Telemetry.flush();
  }
}

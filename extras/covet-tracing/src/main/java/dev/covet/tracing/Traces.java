package dev.covet.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.net.http.HttpRequest;
import java.util.Objects;

/** Hands the context of a request on to other servers. */
public final class Traces {
  private static final TextMapSetter<HttpRequest.Builder> FIELDS =
      (request, name, value) -> Objects.requireNonNull(request).setHeader(name, value);

  private Traces() {}

  /**
   * Adds the current span to a request to another server (W3C Trace Context), so that its span
   * becomes a child of it. Without {@code tracing-enabled} nothing is added.
   *
   * @param request not sent yet
   * @return the same
   */
  public static HttpRequest.Builder into(HttpRequest.Builder request) {
    GlobalOpenTelemetry.get()
        .getPropagators()
        .getTextMapPropagator()
        .inject(Context.current(), request, FIELDS);
    return request;
  }
}

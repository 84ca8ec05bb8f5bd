package dev.covet.tracing;

import dev.covet.spi.Application;
import dev.covet.spi.TracingProvider;
import java.util.function.Supplier;

/** Traces by OpenTelemetry. For the service loader; applications do not use it directly. */
public final class OpenTelemetryTracing implements TracingProvider {
  /** For the service loader. */
  public OpenTelemetryTracing() {}

  @Override
  public Tracer trace(Supplier<Application> application) {
    return new Tracer(new ServerSpans(Telemetry.open(), application), new SpanEnds(application));
  }
}

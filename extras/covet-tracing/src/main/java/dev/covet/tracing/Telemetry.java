package dev.covet.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry of the process. One that is there already, from an agent or the application, is
 * used as it is; else one is made as the standard settings say ({@code OTEL_…} in the environment,
 * {@code otel.…} as properties), for the whole process and until its end.
 */
final class Telemetry {
  /** Spans alone, by HTTP; what users set counts more. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none",
          "otel.exporter.otlp.protocol", "http/protobuf");

  private static final long FLUSH_SECONDS = 5;

  /** The one that was made here; under the lock of the class. */
  private static @Nullable OpenTelemetrySdk own;

  private final OpenTelemetry given;

  private Telemetry(OpenTelemetry given) {
    this.given = given;
  }

  static synchronized Telemetry open() {
    if (!GlobalOpenTelemetry.isSet()) {
      own =
          AutoConfiguredOpenTelemetrySdk.builder()
              .addPropertiesSupplier(() -> DEFAULTS)
              .setResultAsGlobal()
              .build()
              .getOpenTelemetrySdk();
    }
    return new Telemetry(GlobalOpenTelemetry.get());
  }

  Tracer tracer() {
    return given.getTracer("dev.covet");
  }

  TextMapPropagator propagator() {
    return given.getPropagators().getTextMapPropagator();
  }

  /** Sends what waits, for a short while: the process may end after the server. */
  static synchronized void flush() {
    if (own != null) {
      own.getSdkTracerProvider().forceFlush().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    }
  }
}

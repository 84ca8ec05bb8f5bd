package dev.covet.metrics;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Router;
import dev.covet.spi.Application;
import dev.covet.spi.MetricsProvider;
import dev.covet.spi.ServerObserver;
import java.util.function.Supplier;

/**
 * Shows what a server does in the text formats of Prometheus and OpenMetrics. For the service
 * loader; applications do not use it directly.
 */
public final class PrometheusMetrics implements MetricsProvider {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  /** For the service loader. */
  public PrometheusMetrics() {}

  @Override
  public ServerObserver declare(Router routes, String path, Supplier<Application> application) {
    ServerMetrics metrics = new ServerMetrics(application);
    routes
        .get(
            path,
            req -> {
              String type = type(req);
              return Response.bytes(metrics.text(type))
                  .header("content-type", type)
                  .header("vary", "accept");
            })
        .hidden()
        .offload();
    return metrics;
  }

  /** OpenMetrics for who names it, as Prometheus does; else the older form, which browsers show. */
  private static String type(Request req) {
    return req.header("accept").or("").contains("application/openmetrics-text") ? OPEN : TEXT;
  }
}

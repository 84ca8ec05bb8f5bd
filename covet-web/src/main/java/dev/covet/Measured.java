package dev.covet;

import dev.covet.spi.Application;
import dev.covet.spi.MetricsProvider;
import dev.covet.spi.ServerObserver;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * The metrics of an application.
 *
 * @param routes show them
 * @param observers count them
 */
record Measured(List<Route> routes, List<ServerObserver> observers) {
  private static final Measured NONE = new Measured(List.of(), List.of());

  /**
   * As they are configured.
   *
   * @param config says whether they are wanted
   * @param application gives it once it is served
   * @throws StartException in one line, if they are, and nobody counts
   */
  static Measured of(Config config, Supplier<Application> application) {
    if (!config.metrics()) {
      return NONE;
    }
    return of(
        config,
        application,
        ServiceLoader.load(MetricsProvider.class, Measured.class.getClassLoader()).findFirst());
  }

  static Measured of(
      Config config, Supplier<Application> application, Optional<MetricsProvider> installed) {
    MetricsProvider provider =
        installed.orElseThrow(
            () ->
                new StartException(
                    "can not start: metrics-enabled=true needs the artifact"
                        + " dev.covet:covet-metrics on the class path"));
    Covet declared = Covet.create(config);
    ServerObserver observer = provider.declare(declared, config.metricsPath(), application);
    declared.routes().forEach(Route::essential);
    return new Measured(List.copyOf(declared.routes()), List.of(observer));
  }
}

package dev.covet;

import dev.covet.spi.Application;
import dev.covet.spi.ServerObserver;
import dev.covet.spi.TracingProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * The tracing of an application.
 *
 * @param middleware begins spans
 * @param observers end them
 */
record Traced(List<Middleware> middleware, List<ServerObserver> observers) {
  private static final Traced NONE = new Traced(List.of(), List.of());

  /**
   * As it is configured.
   *
   * @param config says whether it is wanted
   * @param application gives it once it is served
   * @throws StartException in one line, if it is, and nobody traces
   */
  static Traced of(Config config, Supplier<Application> application) {
    if (!config.tracing()) {
      return NONE;
    }
    return of(
        application,
        ServiceLoader.load(TracingProvider.class, Traced.class.getClassLoader()).findFirst());
  }

  static Traced of(Supplier<Application> application, Optional<TracingProvider> installed) {
    TracingProvider provider =
        installed.orElseThrow(
            () ->
                new StartException(
                    "can not start: tracing-enabled=true needs the artifact"
                        + " dev.covet:covet-tracing on the class path"));
    TracingProvider.Tracer tracer = provider.trace(application);
    return new Traced(List.of(tracer.middleware()), List.of(tracer.observer()));
  }
}

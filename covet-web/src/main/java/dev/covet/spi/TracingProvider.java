package dev.covet.spi;

import dev.covet.Middleware;
import java.util.function.Supplier;

/**
 * Makes a span of each request. Found by {@link java.util.ServiceLoader} if {@code tracing-enabled}
 * is true; the application layer knows no format.
 */
public interface TracingProvider {
  /**
   * What traces one application.
   *
   * @param middleware begins a span; it stands around all others
   * @param observer ends it
   */
  record Tracer(Middleware middleware, ServerObserver observer) {}

  /**
   * Makes what traces. Called before the application is assembled, so nothing may be looked at yet.
   *
   * @param application gives the application, once it is served
   * @return for one server
   */
  Tracer trace(Supplier<Application> application);
}

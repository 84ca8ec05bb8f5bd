package dev.covet.spi;

import dev.covet.Router;
import java.util.function.Supplier;

/**
 * Counts what a server does and shows it to a monitoring system. Found by {@link
 * java.util.ServiceLoader} if {@code metrics-enabled} is true; the application layer knows no
 * format.
 */
public interface MetricsProvider {
  /**
   * Declares the route that shows the numbers, and makes who counts. Called before the application
   * is assembled, so nothing may be looked at yet.
   *
   * @param routes takes the route; it is served behind the application's middleware
   * @param path where it is to be
   * @param application gives the application, once it is served
   * @return who counts, for one server
   */
  ServerObserver declare(Router routes, String path, Supplier<Application> application);
}

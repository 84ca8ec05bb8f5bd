package dev.covet.spi;

import dev.covet.Router;
import java.util.function.Supplier;

/**
 * Shows an application to people and programs. Found once by {@link java.util.ServiceLoader}; the
 * application layer knows no format.
 */
public interface Documentation {
  /**
   * Declares the routes that show an application. They are served behind its middleware, except
   * those whose path it has itself; of a group either all of them are served or none. Called before
   * the application is assembled, so nothing may be looked at yet.
   *
   * @param routes takes them
   * @param page whether a page for people is wanted, too
   * @param application gives the application, once requests are served
   */
  void declare(Router routes, boolean page, Supplier<Application> application);
}

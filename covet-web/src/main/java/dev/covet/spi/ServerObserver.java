package dev.covet.spi;

import dev.covet.Config;

/**
 * Hears what a server does: an access log, metrics. Made before the start; {@link #close} follows
 * once, also if the server does not start.
 */
public interface ServerObserver {
  /**
   * Makes a listener for one event loop. Called by the thread that starts the server.
   *
   * @return a new one for each call
   */
  RequestObserver loop();

  /**
   * The server runs.
   *
   * @param figures its numbers, until {@link #close}
   */
  default void started(ServerFigures figures) {}

  /**
   * Takes what can change at run time out of a configuration that was read again. Any thread, one
   * at a time; must not fail.
   *
   * @param config the checked configuration
   */
  default void reload(Config config) {}

  /** The last request has been told; writes what is left. May block for a short while. */
  default void close() {}
}

package dev.covet.spi;

import dev.covet.Config;

/** Finds the server for {@code Covet.start()}; looked up by {@link java.util.ServiceLoader}. */
public interface ServerProvider {
  /**
   * Starts serving.
   *
   * @param application what to serve
   * @param config the checked configuration
   * @return the running server
   * @throws Exception if it can not start; the message is one line for people (port taken,
   *     transport not there …)
   */
  RunningServer start(Application application, Config config) throws Exception;
}

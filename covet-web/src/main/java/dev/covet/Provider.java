package dev.covet;

/**
 * Makes the value of a type for one request; see {@link Router#provide(Class, Provider)}. Runs on
 * the thread that handles the request, and may be called by many of them at once.
 *
 * @param <T> the type of values
 */
@FunctionalInterface
public interface Provider<T> {
  /**
   * Makes the value.
   *
   * @param request the request it is for
   * @return the value, never null; closed after the answer if it is {@link AutoCloseable}
   * @throws Exception any failure; it is answered like one of the handler
   */
  T provide(Request request) throws Exception;
}

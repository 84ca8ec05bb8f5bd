package dev.covet;

/**
 * Makes the one value of a type that an application has; see {@link Router#provideOnce}. Runs on
 * the thread that starts the application.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface OnceProvider<T> {
  /**
   * Makes the value.
   *
   * @param values the other values of the application; what is asked for is made first
   * @return the value, never null; closed when the application stops if it is {@link AutoCloseable}
   * @throws Exception any failure: the application does not start
   */
  T provide(ProvidedValues values) throws Exception;
}

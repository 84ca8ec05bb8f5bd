package dev.covet;

/**
 * Makes the value of a type from a record that was made from the request; see {@link
 * Router#provide(Class, Class, TypedProvider)}. Runs on the thread that handles the request, and
 * may be called by many of them at once.
 *
 * @param <I> the type of inputs, a record
 * @param <T> the type of values
 */
@FunctionalInterface
public interface TypedProvider<I, T> {
  /**
   * Makes the value.
   *
   * @param input what it is made from
   * @return the value, never null; closed after the answer if it is {@link AutoCloseable}
   * @throws Exception any failure; it is answered like one of the handler
   */
  T provide(I input) throws Exception;
}

package dev.covet;

/** The values that an application has one of each, for those that are made from them. */
@FunctionalInterface
public interface ProvidedValues {
  /**
   * {@return the value of a type; made now if it has not been}
   *
   * @param type a type of {@link Router#provideOnce}
   * @param <T> the type
   * @throws IllegalStateException if nobody provides it, it is made for each request, or it needs
   *     what is being made; the message tells the whole chain, and the application does not start
   */
  <T> T get(Class<T> type);
}

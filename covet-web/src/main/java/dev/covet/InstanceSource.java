package dev.covet;

/**
 * Supplies the objects of controllers and middleware that are declared by their class, and values
 * of types that are asked for and that nobody provides: {@link Context} components, {@link
 * Request#provided} and {@link ProvidedValues#get}. A container can be one: {@code
 * app.instances(injector::getInstance)}. Each class is asked for once and its object kept: at
 * start, or by any thread when a lambda first asks for it. What it supplies is its own to close.
 */
@FunctionalInterface
public interface InstanceSource {
  /**
   * {@return an object of a class}
   *
   * @param type the class
   * @param <T> its type
   * @throws RuntimeException if there is none; the application does not start, or the request that
   *     asked fails
   */
  <T> T get(Class<T> type);
}

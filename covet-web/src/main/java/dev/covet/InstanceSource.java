package dev.covet;

/**
 * Supplies the objects of classes that are declared by their class: controllers and middleware. A
 * container can be one: {@code app.instances(injector::getInstance)}. Called once for each class,
 * at start.
 */
@FunctionalInterface
public interface InstanceSource {
  /**
   * {@return an object of a class}
   *
   * @param type the class
   * @param <T> its type
   * @throws RuntimeException if there is none; the application does not start
   */
  <T> T get(Class<T> type);
}

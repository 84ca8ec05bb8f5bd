package dev.covet;

/**
 * Names an attribute of a request and its type. Keys are compared by identity: keep one in a
 * constant.
 *
 * @param <T> the type of values
 */
public final class Key<T> {
  private final String name;

  private Key(String name) {
    this.name = name;
  }

  /**
   * A new key, different from all others.
   *
   * @param name for messages
   * @param <T> the type of values
   * @return the key
   */
  public static <T> Key<T> of(String name) {
    return new Key<>(name);
  }

  /** {@return the name, for messages} */
  @Override
  public String toString() {
    return name;
  }
}

package dev.covet;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its type arguments, for reading JSON: {@code new TypeRef<List<Order>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {
  private final Type type;

  /**
   * Reads the type argument of the subclass.
   *
   * @throws IllegalStateException if the subclass gives none
   */
  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType superclass)) {
      throw new IllegalStateException("write new TypeRef<List<Order>>() {} with a type argument");
    }
    this.type = superclass.getActualTypeArguments()[0];
  }

  /** {@return the type} */
  public final Type type() {
    return type;
  }

  /** {@return the type as Java writes it} */
  @Override
  public final String toString() {
    return type.getTypeName();
  }
}

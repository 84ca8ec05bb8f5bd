package dev.covet;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The type that a handler's results are declared with, taken apart at start: what is declared is
 * what is sent, even if the value is of a class that has more.
 *
 * @param type the type itself; {@code Object} if nothing is known
 * @param held what a value of it holds, if it is one of those that are taken apart
 */
record ResultType(Type type, @Nullable ResultType held) {
  /** Nothing is known: each value is what its class says. */
  static final ResultType UNKNOWN = new ResultType(Object.class, null);

  /** Types whose values {@link Values} takes apart. */
  private static final List<Class<?>> HOLDERS =
      List.of(
          Response.class,
          Optional.class,
          CompletionStage.class,
          Stream.class,
          Iterator.class,
          Flow.Publisher.class);

  /**
   * Takes a type apart.
   *
   * @param declared the type as it is declared, or null if nothing declares it
   */
  static ResultType of(@Nullable Type declared) {
    if (declared == null || declared == Object.class) {
      return UNKNOWN;
    }
    for (Class<?> holder : HOLDERS) {
      if (holder.isAssignableFrom(raw(declared))) {
        return new ResultType(declared, of(TypeArguments.first(declared, holder)));
      }
    }
    return new ResultType(declared, null);
  }

  /** What a value of this type holds that was taken apart. */
  ResultType content() {
    return held == null ? UNKNOWN : held;
  }

  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> raw(generic.getRawType());
      case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
      case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
      case TypeVariable<?> variable -> raw(variable.getBounds()[0]);
      default -> throw new IllegalArgumentException(type.getTypeName());
    };
  }
}

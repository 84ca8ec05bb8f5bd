package dev.covet;

import dev.covet.http.Status;
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
 * @param status the status of values, if one is declared
 */
record ResultType(Type type, @Nullable ResultType held, @Nullable Status status) {
  /** Nothing is known: each value is what its class says. */
  static final ResultType UNKNOWN = new ResultType(Object.class, null, null);

  /** Types whose values {@link Values} takes apart. */
  private static final List<Class<?>> HOLDERS =
      List.of(
          Response.class,
          Optional.class,
          CompletionStage.class,
          Stream.class,
          Iterator.class,
          Flow.Publisher.class,
          Event.class);

  /**
   * Takes a type apart.
   *
   * @param declared the type as it is declared, or null if nothing declares it
   */
  static ResultType of(@Nullable Type declared) {
    return of(declared, null);
  }

  /**
   * Takes a type apart.
   *
   * @param declared the type as it is declared, or null if nothing declares it
   * @param status the status of values, or null for that of their class
   */
  static ResultType of(@Nullable Type declared, @Nullable Status status) {
    Type type = declared == null ? Object.class : declared;
    for (Class<?> holder : HOLDERS) {
      if (holder.isAssignableFrom(raw(type))) {
        return new ResultType(type, of(TypeArguments.first(type, holder), status), status);
      }
    }
    return type == Object.class && status == null ? UNKNOWN : new ResultType(type, null, status);
  }

  /** Whether a value is a response, or holds one, that has a status itself. */
  boolean isResponse() {
    return Response.class.isAssignableFrom(raw(type)) || held != null && held.isResponse();
  }

  /** The class of what is sent in the end, without what it is held by. */
  Class<?> innermost() {
    return held == null || isStream() ? raw(type) : held.innermost();
  }

  /** Whether it is sent element by element. */
  boolean isStreamed() {
    return isStream() || held != null && held.isStreamed();
  }

  /** Whether it is a sequence of events. */
  boolean holdsEvents() {
    return isStream() && held != null && raw(held.type()) == Event.class;
  }

  private boolean isStream() {
    Class<?> raw = raw(type);
    return Stream.class.isAssignableFrom(raw)
        || Iterator.class.isAssignableFrom(raw)
        || Flow.Publisher.class.isAssignableFrom(raw);
  }

  /** What a value of this type holds that was taken apart. */
  ResultType content() {
    if (held != null) {
      return held;
    }
    return status == null ? UNKNOWN : of(null, status);
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

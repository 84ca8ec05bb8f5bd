package dev.covet;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds with which arguments a type extends another one. */
final class TypeArguments {
  private TypeArguments() {}

  /**
   * The argument of a type that has one parameter.
   *
   * @param type a type
   * @param above something that it is or extends
   * @return the argument; {@code Object} if the type does not say
   */
  static Type first(Type type, Class<?> above) {
    Type found = of(type, above).get(above.getTypeParameters()[0]);
    return found == null ? Object.class : found;
  }

  /**
   * What stands for the variables of a type.
   *
   * @param type a type
   * @param above something that it is or extends
   * @return arguments by variable; empty if the type does not say
   */
  static Map<TypeVariable<?>, Type> of(Type type, Class<?> above) {
    Map<TypeVariable<?>, Type> found = find(type, above, Map.of());
    return found == null ? Map.of() : found;
  }

  private static @Nullable Map<TypeVariable<?>, Type> find(
      Type type, Class<?> above, Map<TypeVariable<?>, Type> known) {
    return switch (type) {
      case Class<?> plain -> plain == above ? null : findAbove(plain, above, Map.of());
      case ParameterizedType generic -> {
        Class<?> raw = (Class<?>) generic.getRawType();
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        Type[] given = generic.getActualTypeArguments();
        for (int i = 0; i < given.length; i++) {
          inner.put(raw.getTypeParameters()[i], replaced(given[i], known));
        }
        yield raw == above ? inner : findAbove(raw, above, inner);
      }
      case WildcardType wildcard -> find(wildcard.getUpperBounds()[0], above, known);
      case TypeVariable<?> variable -> find(variable.getBounds()[0], above, known);
      default -> null;
    };
  }

  private static @Nullable Map<TypeVariable<?>, Type> findAbove(
      Class<?> type, Class<?> above, Map<TypeVariable<?>, Type> known) {
    return Stream.concat(
            Stream.ofNullable(type.getGenericSuperclass()),
            Arrays.stream(type.getGenericInterfaces()))
        .map(next -> find(next, above, known))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The type with what is known in place of its variables. */
  static Type replaced(Type type, Map<TypeVariable<?>, Type> known) {
    return switch (type) {
      case TypeVariable<?> variable -> known.getOrDefault(variable, variable);
      case ParameterizedType generic ->
          GenericType.of(
              (Class<?>) generic.getRawType(),
              Arrays.stream(generic.getActualTypeArguments())
                  .map(argument -> replaced(argument, known))
                  .toArray(Type[]::new));
      case GenericArrayType array
          when replaced(array.getGenericComponentType(), known) instanceof Class<?> component ->
          component.arrayType();
      default -> type;
    };
  }

  /** Whether nothing in a type depends on where it is used. */
  static boolean isResolved(Type type) {
    return switch (type) {
      case TypeVariable<?> variable -> false;
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments()).allMatch(TypeArguments::isResolved);
      case GenericArrayType array -> isResolved(array.getGenericComponentType());
      case WildcardType wildcard ->
          Stream.of(wildcard.getUpperBounds(), wildcard.getLowerBounds())
              .flatMap(Arrays::stream)
              .allMatch(TypeArguments::isResolved);
      default -> true;
    };
  }
}

package dev.covet;

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

/** Finds with which argument a type extends another one that has one parameter. */
final class TypeArguments {
  private TypeArguments() {}

  /**
   * The argument.
   *
   * @param type a type
   * @param above something that it is or extends
   * @return the argument; {@code Object} if the type does not say
   */
  static Type first(Type type, Class<?> above) {
    Type found = find(type, above, Map.of());
    return found == null ? Object.class : found;
  }

  private static @Nullable Type find(Type type, Class<?> above, Map<TypeVariable<?>, Type> known) {
    return switch (type) {
      case Class<?> plain -> plain == above ? null : findAbove(plain, above, Map.of());
      case ParameterizedType generic -> {
        Class<?> raw = (Class<?>) generic.getRawType();
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        Type[] given = generic.getActualTypeArguments();
        for (int i = 0; i < given.length; i++) {
          inner.put(raw.getTypeParameters()[i], replaced(given[i], known));
        }
        yield raw == above ? inner.get(raw.getTypeParameters()[0]) : findAbove(raw, above, inner);
      }
      case WildcardType wildcard -> find(wildcard.getUpperBounds()[0], above, known);
      case TypeVariable<?> variable -> find(variable.getBounds()[0], above, known);
      default -> null;
    };
  }

  private static @Nullable Type findAbove(
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
  private static Type replaced(Type type, Map<TypeVariable<?>, Type> known) {
    return switch (type) {
      case TypeVariable<?> variable -> known.getOrDefault(variable, variable);
      case ParameterizedType generic ->
          GenericType.of(
              generic,
              Arrays.stream(generic.getActualTypeArguments())
                  .map(argument -> replaced(argument, known))
                  .toList());
      default -> type;
    };
  }
}

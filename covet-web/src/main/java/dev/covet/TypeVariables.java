package dev.covet;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a declaration says in place of the type variables of a generic record: in {@code
 * Range<BigDecimal>} the component {@code Optional<T>} is an {@code Optional<BigDecimal>}.
 */
final class TypeVariables {
  private final Map<TypeVariable<?>, AnnotatedType> arguments = new HashMap<>();

  private TypeVariables() {}

  /** What the type arguments of a declared type say; nothing if it has none. */
  static TypeVariables of(AnnotatedType declared) {
    TypeVariables variables = new TypeVariables();
    if (declared instanceof AnnotatedParameterizedType generic
        && generic.getType() instanceof ParameterizedType type
        && type.getRawType() instanceof Class<?> raw) {
      AnnotatedType[] given = generic.getAnnotatedActualTypeArguments();
      for (int i = 0; i < given.length; i++) {
        variables.arguments.put(raw.getTypeParameters()[i], given[i]);
      }
    }
    return variables;
  }

  /** The type without variables, as far as they are known. */
  AnnotatedType resolve(AnnotatedType type) {
    if (arguments.isEmpty()) {
      return type;
    }
    return switch (type) {
      case AnnotatedTypeVariable variable -> arguments.getOrDefault(variable.getType(), type);
      case AnnotatedParameterizedType generic ->
          new Resolved(
              generic,
              Arrays.stream(generic.getAnnotatedActualTypeArguments())
                  .map(this::resolve)
                  .toArray(AnnotatedType[]::new));
      default -> type;
    };
  }

  /**
   * A generic type with other arguments than it was declared with.
   *
   * @param declared as it was declared
   * @param arguments in place of its own
   */
  private record Resolved(AnnotatedParameterizedType declared, AnnotatedType[] arguments)
      implements AnnotatedParameterizedType {
    @Override
    public AnnotatedType[] getAnnotatedActualTypeArguments() {
      return arguments.clone();
    }

    @Override
    public Type getType() {
      List<Type> plain = Arrays.stream(arguments).map(AnnotatedType::getType).toList();
      return GenericType.of((ParameterizedType) declared.getType(), plain);
    }

    @Override
    public @Nullable AnnotatedType getAnnotatedOwnerType() {
      return declared.getAnnotatedOwnerType();
    }

    @Override
    public <T extends Annotation> @Nullable T getAnnotation(Class<T> annotation) {
      return ((AnnotatedElement) declared).getAnnotation(annotation);
    }

    @Override
    public Annotation[] getAnnotations() {
      return declared.getAnnotations();
    }

    @Override
    public Annotation[] getDeclaredAnnotations() {
      return declared.getDeclaredAnnotations();
    }
  }
}

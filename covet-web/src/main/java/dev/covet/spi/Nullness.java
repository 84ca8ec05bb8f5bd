package dev.covet.spi;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Where null may stand: the one rule for parameters, JSON and documents. */
public final class Nullness {
  private static final Set<Class<?>> OPTIONALS =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private Nullness() {}

  /**
   * {@return whether something is annotated as nullable} Looked for by the simple name, so that it
   * works with the annotations of any library and without one on the class path.
   *
   * @param places where the annotation may stand: at a component, at its type
   */
  public static boolean isNullable(AnnotatedElement... places) {
    return Stream.of(places)
        .flatMap(place -> Arrays.stream(place.getAnnotations()))
        .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
  }

  /**
   * {@return whether null may stand for a value of a type: it is annotated so, it is an Optional,
   * or it declares nothing}
   *
   * @param type the type as it is declared
   */
  public static boolean admitsNull(AnnotatedType type) {
    return isNullable(type)
        || type.getType() == Object.class
        || type instanceof AnnotatedWildcardType any && declaresNothing(any)
        || OPTIONALS.contains(raw(type.getType()));
  }

  private static boolean declaresNothing(AnnotatedWildcardType type) {
    return Stream.of(type.getAnnotatedUpperBounds()).allMatch(Nullness::admitsNull);
  }

  /**
   * {@return whether null may stand among what a value of a type holds, at any depth}
   *
   * @param type the type as it is declared
   */
  public static boolean contentsAdmitNull(AnnotatedType type) {
    return contents(type).stream().anyMatch(held -> admitsNull(held) || contentsAdmitNull(held));
  }

  private static List<AnnotatedType> contents(AnnotatedType type) {
    return switch (type) {
      case AnnotatedParameterizedType generic -> List.of(generic.getAnnotatedActualTypeArguments());
      case AnnotatedArrayType array -> List.of(array.getAnnotatedGenericComponentType());
      default -> List.of();
    };
  }

  private static Type raw(Type type) {
    return type instanceof ParameterizedType generic ? generic.getRawType() : type;
  }
}

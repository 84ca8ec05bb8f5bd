package dev.covet;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The type of a slot, taken apart.
 *
 * @param shape how many values there may be
 * @param whole without the Optional around it
 * @param element of one value; for {@code List<String>} it is String
 * @param raw the class of {@code element}
 */
record SlotType(Shape shape, Type whole, Type element, Class<?> raw) {
  /** How many values a slot takes. */
  enum Shape {
    ONE,
    OPTIONAL,
    LIST,
    SET;

    boolean isCollection() {
      return this == LIST || this == SET;
    }
  }

  private static final Map<Class<?>, Shape> SHAPES =
      Map.of(
          Optional.class, Shape.OPTIONAL,
          List.class, Shape.LIST,
          Collection.class, Shape.LIST,
          Set.class, Shape.SET);

  static SlotType of(Slot slot, Declaration declaration) {
    Type type = slot.type().getType();
    check(type, slot, declaration);
    Class<?> raw = raw(type);
    Shape shape = SHAPES.getOrDefault(raw, Shape.ONE);
    if (slot.nullable() && (raw.isPrimitive() || shape == Shape.OPTIONAL)) {
      throw declaration.wrong(
          slot,
          "its type " + raw.getSimpleName() + " is never null",
          raw.isPrimitive()
              ? "use its class in place of it, or remove @Nullable"
              : "remove @Nullable");
    }
    if (shape == Shape.ONE) {
      return new SlotType(shape, type, type, raw);
    }
    if (!(type instanceof ParameterizedType generic)) {
      throw declaration.wrong(
          slot,
          "its type " + raw.getSimpleName() + " has no type argument",
          "write " + raw.getSimpleName() + "<String>, for example");
    }
    Type element = generic.getActualTypeArguments()[0];
    Type whole = shape == Shape.OPTIONAL ? element : type;
    return new SlotType(shape, whole, element, raw(element));
  }

  /** Whether each value is made from a text. */
  boolean isSimple(TextConversion conversion) {
    return element == raw && conversion.supports(raw) || raw == Sort.class;
  }

  /**
   * Whether it is an Optional of a collection: for parameters there is nothing that it could say.
   */
  boolean isOptionalCollection() {
    return shape == Shape.OPTIONAL && SHAPES.getOrDefault(raw, Shape.ONE).isCollection();
  }

  private static void check(Type type, Slot slot, Declaration declaration) {
    switch (type) {
      case Class<?> plain -> {
        Class<?> item = plain.isArray() ? plain.componentType() : plain;
        if (item.isMemberClass()
            && !Modifier.isStatic(item.getModifiers())
            && declaration.providers().find(item) == null) {
          throw declaration.wrong(
              slot,
              Declaration.nameOf(item) + " is an inner class, which only its outer object can make",
              "make it static or a record");
        }
      }
      case ParameterizedType generic -> {
        for (Type argument : generic.getActualTypeArguments()) {
          check(argument, slot, declaration);
        }
      }
      case GenericArrayType array -> check(array.getGenericComponentType(), slot, declaration);
      case TypeVariable<?> variable ->
          throw declaration.wrong(
              slot,
              "nothing says at run time what the type variable " + variable + " is",
              "write the type itself");
      default ->
          throw declaration.wrong(
              slot, "its type holds the wildcard " + type, "write the type itself");
    }
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> raw(generic.getRawType());
      case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
      default -> throw new IllegalArgumentException(type.getTypeName());
    };
  }
}

package dev.covet;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A class with type arguments that were found out; equal to the JDK's own of the same parts. */
final class GenericType implements ParameterizedType {
  private final Class<?> raw;
  private final @Nullable Type owner;
  private final List<Type> arguments;

  private GenericType(Class<?> raw, @Nullable Type owner, List<Type> arguments) {
    this.raw = raw;
    this.owner = owner;
    this.arguments = List.copyOf(arguments);
  }

  static GenericType of(Class<?> raw, Type... arguments) {
    return new GenericType(raw, raw.getDeclaringClass(), List.of(arguments));
  }

  /** The same class with other arguments than it was declared with. */
  static GenericType of(ParameterizedType declared, List<Type> arguments) {
    return new GenericType(
        (Class<?>) declared.getRawType(), declared.getOwnerType(), List.copyOf(arguments));
  }

  @Override
  public Type[] getActualTypeArguments() {
    return arguments.toArray(Type[]::new);
  }

  @Override
  public Class<?> getRawType() {
    return raw;
  }

  @Override
  public @Nullable Type getOwnerType() {
    return owner;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ParameterizedType type
        && raw.equals(type.getRawType())
        && Objects.equals(owner, type.getOwnerType())
        && Arrays.equals(getActualTypeArguments(), type.getActualTypeArguments());
  }

  /** As that of the JDK's. */
  @Override
  public int hashCode() {
    return Arrays.hashCode(getActualTypeArguments())
        ^ Objects.hashCode(owner)
        ^ Objects.hashCode(raw);
  }

  @Override
  public String toString() {
    return raw.getName()
        + arguments.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
  }
}

package dev.covet.jackson;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;

/** Where a member was declared, with what annotations of types say, which Jackson does not keep. */
final class DeclaredMember {
  private DeclaredMember() {}

  /** The component of a record behind a field, an accessor or a parameter, or null. */
  static @Nullable RecordComponent component(AnnotatedMember member) {
    RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
    if (components == null) {
      return null;
    }
    if (member instanceof AnnotatedParameter parameter) {
      return isCanonical(member, components) ? components[parameter.getIndex()] : null;
    }
    return Stream.of(components)
        .filter(c -> c.getName().equals(member.getName()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isCanonical(AnnotatedMember parameter, RecordComponent[] components) {
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return parameter.getMember() instanceof Constructor<?> constructor
        && Arrays.equals(constructor.getParameterTypes(), types);
  }

  /** The type as it is declared, or null if that is not known. */
  static @Nullable AnnotatedType type(AnnotatedMember member) {
    RecordComponent component = component(member);
    if (component != null) {
      return component.getAnnotatedType();
    }
    return switch (member.getMember()) {
      case Field field -> field.getAnnotatedType();
      case Executable made when member instanceof AnnotatedParameter parameter ->
          made.getAnnotatedParameterTypes()[parameter.getIndex()];
      case Method setter when setter.getParameterCount() == 1 ->
          setter.getAnnotatedParameterTypes()[0];
      case Method getter -> getter.getAnnotatedReturnType();
      default -> null;
    };
  }
}

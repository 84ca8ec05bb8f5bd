package dev.covet.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;

/** Where a member stands in the source: Jackson does not keep what annotations of types say. */
final class DeclaredPlace {
  private DeclaredPlace() {}

  /** The component of a record with the same name, or null. */
  static @Nullable RecordComponent component(AnnotatedMember member) {
    RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
    if (components == null) {
      return null;
    }
    if (member instanceof AnnotatedParameter parameter) {
      boolean canonical =
          member.getMember() instanceof Constructor<?> made
              && made.getParameterCount() == components.length;
      return canonical ? components[parameter.getIndex()] : null;
    }
    return Stream.of(components)
        .filter(c -> c.getName().equals(member.getName()))
        .findFirst()
        .orElse(null);
  }

  static @Nullable AnnotatedType type(AnnotatedMember member) {
    RecordComponent component = component(member);
    if (component != null) {
      return component.getAnnotatedType();
    }
    return switch (member.getMember()) {
      case Field field -> field.getAnnotatedType();
      case Method setter when setter.getParameterCount() == 1 ->
          setter.getAnnotatedParameterTypes()[0];
      case Method getter when getter.getParameterCount() == 0 -> getter.getAnnotatedReturnType();
      case null, default -> null;
    };
  }

  /** What stands at a member, at its field, and at its type. */
  static List<Annotation> annotations(AnnotatedMember member) {
    List<Annotation> all = new ArrayList<>(member.annotations().toList());
    RecordComponent component = component(member);
    if (component != null) {
      all.addAll(List.of(component.getAnnotations()));
    }
    AnnotatedElement field = field(member.getDeclaringClass(), name(member, component));
    for (AnnotatedElement place : Arrays.asList(field, type(member))) {
      if (place != null) {
        all.addAll(List.of(place.getAnnotations()));
      }
    }
    return all.stream().distinct().toList();
  }

  private static String name(AnnotatedMember member, @Nullable RecordComponent component) {
    return component == null ? String.valueOf(member.getName()) : component.getName();
  }

  private static @Nullable Field field(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** A type argument, or null if it is not known. */
  static @Nullable AnnotatedType argument(@Nullable AnnotatedType type, int index) {
    return type instanceof AnnotatedParameterizedType generic
            && generic.getAnnotatedActualTypeArguments().length > index
        ? generic.getAnnotatedActualTypeArguments()[index]
        : null;
  }
}

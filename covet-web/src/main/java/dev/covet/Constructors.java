package dev.covet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Finds the canonical constructors of records, public or not. */
final class Constructors {
  private Constructors() {}

  /**
   * The constructor as a handle that takes an array of objects and returns an object.
   *
   * @throws IllegalStateException if it is no record, or can not be reached
   */
  static MethodHandle of(Class<?> type, Declaration declaration) {
    if (!type.isRecord()) {
      throw declaration.wrong(
          type, reason(type), "declare a record with a component for each value");
    }
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return Lookups.in(type, declaration)
          .findConstructor(type, MethodType.methodType(void.class, parameters))
          .asSpreader(Object[].class, parameters.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record without its constructor: " + type, e);
    }
  }

  private static String reason(Class<?> type) {
    boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    return inner ? "it is an inner class, no record" : "it is no record";
  }
}

package dev.covet;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds methods as class files name them. */
final class Methods {
  private Methods() {}

  /**
   * The method that a class has or inherits.
   *
   * @param owner the class
   * @param name its name
   * @param descriptor its erased types (JVMS 4.3.3)
   */
  static @Nullable Method find(Class<?> owner, String name, String descriptor) {
    return Stream.concat(Arrays.stream(owner.getDeclaredMethods()), above(owner, name, descriptor))
        .filter(m -> m.getName().equals(name) && descriptor(m).equals(descriptor))
        .findFirst()
        .orElse(null);
  }

  private static Stream<Method> above(Class<?> type, String name, String descriptor) {
    return Stream.concat(
            Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
        .map(next -> find(next, name, descriptor))
        .filter(Objects::nonNull);
  }

  private static String descriptor(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
        .descriptorString();
  }
}

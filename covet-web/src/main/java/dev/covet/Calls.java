package dev.covet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** Makes handles of the methods of controllers, public or not. */
final class Calls {
  private Calls() {}

  /**
   * A method as a handle that takes the object and an array of objects, and returns an object, null
   * if the method returns nothing.
   *
   * @throws IllegalStateException if it can not be reached
   */
  static MethodHandle of(Method method, Declaration declaration) {
    try {
      return Lookups.in(method.getDeclaringClass(), declaration)
          .unreflect(method)
          .asFixedArity()
          .asSpreader(1, Object[].class, method.getParameterCount())
          .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a method out of reach: " + method, e);
    }
  }
}

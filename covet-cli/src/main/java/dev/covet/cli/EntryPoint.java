package dev.covet.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a class as {@code java} would (Java Language Specification 25, section 12.1.4): the main
 * method may be static or not, and may leave out its parameter.
 */
final class EntryPoint {
  private EntryPoint() {}

  /**
   * Runs it on the calling thread.
   *
   * @param name the class
   * @param arguments of the command line
   * @throws Throwable what the main method throws; {@link IllegalStateException} if there is none
   */
  static void run(String name, String... arguments) throws Throwable {
    Class<?> type;
    try {
      type = Class.forName(name, false, EntryPoint.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("there is no class " + name, e);
    }
    Method main = find(type, String[].class);
    boolean short_ = main == null;
    if (main == null) {
      main = find(type);
    }
    if (main == null) {
      throw new IllegalStateException("class " + name + " has no main method");
    }
    main.setAccessible(true);
    try {
      Object target = Modifier.isStatic(main.getModifiers()) ? null : made(type);
      if (short_) {
        main.invoke(target);
      } else {
        main.invoke(target, (Object) arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static @Nullable Method find(Class<?> type, Class<?>... parameters) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      try {
        Method main = at.getDeclaredMethod("main", parameters);
        if (!Modifier.isPrivate(main.getModifiers())) {
          return main;
        }
      } catch (NoSuchMethodException e) {
        // perhaps the class above has it
      }
    }
    return null;
  }

  private static Object made(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}

package dev.covet;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for constraints without loading a validator: by the names of annotations. What the JDK and
 * its like declare is not looked at.
 */
final class ConstraintScan {
  private static final String CONSTRAINT = "jakarta.validation.Constraint";
  private static final String VALID = "jakarta.validation.Valid";
  private static final List<String> FOREIGN = List.of("java.", "javax.", "jdk.", "sun.");

  private final Declaration declaration;

  ConstraintScan(Declaration declaration) {
    this.declaration = declaration;
  }

  /** Whether a value of this type, or anything in it, is subject to a constraint. */
  boolean reaches(Type type) {
    Set<Class<?>> reached = new HashSet<>();
    collect(type, reached);
    return reached.stream().anyMatch(ConstraintScan::declares);
  }

  /** All classes that a value may hold. Types may contain themselves, so each is entered once. */
  private static void collect(Type type, Set<Class<?>> reached) {
    switch (type) {
      case Class<?> plain when plain.isArray() -> collect(plain.componentType(), reached);
      case Class<?> plain -> {
        if (!isForeign(plain) && reached.add(plain)) {
          fields(plain).forEach(field -> collect(field.getGenericType(), reached));
          relatives(plain).forEach(relative -> collect(relative, reached));
        }
      }
      case ParameterizedType generic -> {
        collect(generic.getRawType(), reached);
        for (Type argument : generic.getActualTypeArguments()) {
          collect(argument, reached);
        }
      }
      default -> {}
    }
  }

  /** What a class extends, and what a sealed one permits. */
  private static List<Class<?>> relatives(Class<?> type) {
    return Stream.concat(
            Stream.ofNullable(type.getSuperclass()),
            Stream.ofNullable(type.getPermittedSubclasses()).flatMap(Stream::of))
        .toList();
  }

  /** Whether the type itself, a field or a getter of it has a constraint. */
  static boolean declares(Class<?> type) {
    if (isForeign(type)) {
      return false;
    }
    boolean found = isConstrained(type);
    for (Field field : fields(type)) {
      found |= isConstrained(field) || isConstrained(field.getAnnotatedType());
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean getter = method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers());
      found |= getter && (isConstrained(method) || isConstrained(method.getAnnotatedReturnType()));
    }
    Class<?> above = type.getSuperclass();
    return found || above != null && declares(above);
  }

  /** Whether a slot itself has a constraint. */
  static boolean declares(Slot slot) {
    return isConstrained(slot.declared()) || isConstrained(slot.type());
  }

  /**
   * Whether a method, a parameter of it or its result has a constraint, also where it is
   * overridden.
   */
  static boolean declares(Method method) {
    return overridden(method.getDeclaringClass(), method)
        .anyMatch(ConstraintScan::isConstrainedItself);
  }

  private static boolean isConstrainedItself(Method method) {
    return isConstrained(method)
        || isConstrained(method.getAnnotatedReturnType())
        || Stream.of(method.getParameters()).anyMatch(ConstraintScan::isConstrained)
        || Stream.of(method.getAnnotatedParameterTypes()).anyMatch(ConstraintScan::isConstrained);
  }

  /** The method in a class and in what that extends. */
  private static Stream<Method> overridden(Class<?> type, Method method) {
    Stream<Method> here =
        Stream.of(type.getDeclaredMethods())
            .filter(m -> m.getName().equals(method.getName()))
            .filter(m -> Arrays.equals(m.getParameterTypes(), method.getParameterTypes()));
    Stream<Class<?>> above =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
    return Stream.concat(here, above.flatMap(one -> overridden(one, method)));
  }

  /** Stops the start if constraints within a type are out of a validator's reach. */
  void checkReach(Class<?> type) {
    checkReach(type, new HashSet<>());
  }

  private void checkReach(Class<?> type, Set<Class<?>> seen) {
    if (isForeign(type) || !seen.add(type)) {
      return;
    }
    for (Field field : fields(type)) {
      boolean valid = has(field, VALID);
      checkReach(type, field, field.getAnnotatedType(), valid, seen);
    }
    relatives(type).forEach(relative -> checkReach(relative, seen));
  }

  private void checkReach(
      Class<?> owner, Field field, AnnotatedType type, boolean valid, Set<Class<?>> seen) {
    switch (type) {
      case AnnotatedParameterizedType generic -> {
        for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
          checkReach(owner, field, argument, valid || has(argument, VALID), seen);
        }
      }
      case AnnotatedArrayType array ->
          checkReach(owner, field, array.getAnnotatedGenericComponentType(), valid, seen);
      default -> {
        if (type.getType() instanceof Class<?> plain && reaches(plain)) {
          if (!valid && !has(type, VALID)) {
            throw declaration.wrong(
                owner,
                field.getName() + ": nobody checks the constraints of " + Declaration.nameOf(plain),
                "annotate it with @Valid, within < > in a collection");
          }
          checkReach(plain, seen);
        }
      }
    }
  }

  private static List<Field> fields(Class<?> type) {
    return List.of(type.getDeclaredFields()).stream()
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .toList();
  }

  private static boolean isForeign(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || FOREIGN.stream().anyMatch(name -> type.getName().startsWith(name));
  }

  /** Whether an element, or a type argument of it, has a constraint or asks to be checked. */
  private static boolean isConstrained(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      Class<? extends Annotation> type = annotation.annotationType();
      if (type.getName().equals(VALID) || isConstraint(type) || isList(type)) {
        return true;
      }
    }
    return element instanceof AnnotatedParameterizedType generic
        && List.of(generic.getAnnotatedActualTypeArguments()).stream()
            .anyMatch(ConstraintScan::isConstrained);
  }

  private static boolean isConstraint(Class<?> type) {
    return has(type, CONSTRAINT);
  }

  /** Whether it holds several constraints of one kind, as {@code @Size.List}. */
  private static boolean isList(Class<? extends Annotation> type) {
    for (Method method : type.getDeclaredMethods()) {
      Class<?> item = method.getReturnType().componentType();
      if (method.getName().equals("value") && item != null && item.isAnnotation()) {
        return isConstraint(item);
      }
    }
    return false;
  }

  private static boolean has(AnnotatedElement element, String name) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}

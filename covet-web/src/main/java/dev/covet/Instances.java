package dev.covet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of an application that are declared by their class, one of each: controllers and
 * middleware. They are made when the application starts, as provided values are. Used at start, by
 * one thread.
 */
final class Instances {
  private final @Nullable InstanceSource source;
  private final OnceValues once;
  private final Map<Class<?>, OnceValue> known = new HashMap<>();

  /** What the source has supplied. Handlers may ask it, too. */
  private final Map<Class<?>, Object> supplied = new ConcurrentHashMap<>();

  /**
   * Instances.
   *
   * @param source supplies them; null for their constructors
   * @param once makes and keeps them
   */
  Instances(@Nullable InstanceSource source, OnceValues once) {
    this.source = source;
    this.once = once;
  }

  /**
   * The one object of a class.
   *
   * @throws IllegalStateException if it can not be made
   */
  OnceValue get(Class<?> type, Declaration declaration) {
    OnceValue value = known.get(type);
    if (value != null) {
      return value;
    }
    return add(
        type,
        source == null
            ? constructed(type, declaration)
            : asked(type, declaration, "add an object of the class"),
        declaration);
  }

  private OnceValue add(Class<?> type, Making making, Declaration declaration) {
    Provision provision = new Provision(type, declaration.place(), making);
    OnceValue value = once.add(new OnceValue(provision, declaration.providers()));
    known.put(type, value);
    return value;
  }

  /**
   * A value of a type that nobody says how to make, or null if there is no source that may supply
   * it.
   */
  @Nullable OnceValue supplied(Class<?> type, Declaration declaration) {
    if (source == null) {
      return null;
    }
    OnceValue value = known.get(type);
    String remedy = "declare " + ProvisionException.remedy(type);
    return value == null ? add(type, asked(type, declaration, remedy), declaration) : value;
  }

  /** Whether the source has supplied it. Any thread. */
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  boolean haveSupplied(Object value) {
    for (Object one : supplied.values()) {
      if (one == value) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the source supplies for a type, or null if there is no source or it has none. Any thread.
   *
   * @throws RuntimeException if the source fails
   */
  @Nullable Object supplied(Class<?> type) {
    Object known = supplied.get(type);
    if (known == null && source != null) {
      known = source.get(type);
      if (known != null) {
        supplied.put(type, known);
      }
    }
    return known;
  }

  /** Does something when all of them are made. */
  void whenMade(Runnable task) {
    once.whenMade(task);
  }

  private Making asked(Class<?> type, Declaration declaration, String remedy) {
    return new Making.Supplied(
        values -> {
          Object value;
          try {
            value = supplied(type);
          } catch (RuntimeException e) {
            throw failed(declaration, type, "the instance source failed: " + e, remedy, e);
          }
          if (value == null) {
            throw failed(declaration, type, "the instance source has none", remedy, null);
          }
          return value;
        });
  }

  private static ProvisionException failed(
      Declaration declaration,
      Class<?> type,
      String reason,
      String remedy,
      @Nullable Throwable cause) {
    IllegalStateException wrong = declaration.wrong(type, reason, "mend that, or " + remedy);
    String message = String.valueOf(wrong.getMessage());
    return cause == null ? new ProvisionException(message) : new ProvisionException(message, cause);
  }

  private static Making constructed(Class<?> type, Declaration declaration) {
    Constructor<?> constructor = constructor(type, declaration);
    Class<?>[] parameters = constructor.getParameterTypes();
    for (Class<?> parameter : parameters) {
      check(type, parameter, declaration);
    }
    MethodHandle made = handle(constructor, declaration);
    return new Making.Once(
        values -> {
          Object[] given = Arrays.stream(parameters).map(values::get).toArray();
          try {
            return (Object) made.invokeExact(given);
          } catch (Error e) {
            throw e;
          } catch (Throwable e) {
            throw failed(
                declaration, type, "its constructor failed: " + e, "add an object of the class", e);
          }
        });
  }

  private static MethodHandle handle(Constructor<?> constructor, Declaration declaration) {
    MethodHandles.Lookup lookup = Lookups.in(constructor.getDeclaringClass(), declaration);
    try {
      return lookup
          .unreflectConstructor(constructor)
          .asFixedArity()
          .asSpreader(Object[].class, constructor.getParameterCount())
          .asType(java.lang.invoke.MethodType.methodType(Object.class, Object[].class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a constructor out of reach: " + constructor, e);
    }
  }

  private static Constructor<?> constructor(Class<?> type, Declaration declaration) {
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      throw declaration.wrong(
          type,
          "it is an inner class, which only its outer object can make",
          "make it static, or add an object of it");
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      throw declaration.wrong(
          type,
          "it is " + (type.isInterface() ? "an interface" : "abstract"),
          "add a class that can be made, or an object");
    }
    Constructor<?>[] all = type.getDeclaredConstructors();
    if (all.length != 1) {
      throw declaration.wrong(
          type, "it has " + all.length + " constructors", "keep one, or add an object of it");
    }
    return all[0];
  }

  /** How one provides what a constructor needs; numbers and texts say too little for that. */
  private static String providing(Class<?> type) {
    return type.isPrimitive() || type.getName().startsWith("java.")
        ? ""
        : "declare app.provideOnce(" + type.getSimpleName() + ".class, …), or ";
  }

  private static void check(Class<?> type, Class<?> parameter, Declaration declaration) {
    String needs = "its constructor needs " + Declaration.nameOf(parameter);
    switch (declaration.providers().find(parameter)) {
      case null ->
          throw declaration.wrong(
              type,
              needs + ", and nobody provides that",
              providing(parameter) + "add an object of the class");
      case ProviderSource.OfRequest each ->
          throw declaration.wrong(
              type,
              needs + ", and that is made for each request",
              "let its methods have it with @Context, or provide it once");
      case OnceValue value -> {}
    }
  }
}

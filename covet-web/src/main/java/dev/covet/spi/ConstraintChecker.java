package dev.covet.spi;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks values by the constraints that their types declare (Jakarta Validation). Found once by
 * {@link java.util.ServiceLoader}, and only if a route has constraints. Called by many threads at
 * once.
 */
public interface ConstraintChecker {
  /**
   * What a type declares.
   *
   * @param type a class
   * @param groups the groups to check; none for the default one
   * @return its constraints
   * @throws RuntimeException if the declarations are wrong; the message is for people
   */
  TypeConstraints of(Class<?> type, List<Class<?>> groups);

  /**
   * What a method declares, itself or where it is overridden.
   *
   * @param type the class of the objects that it is called on
   * @param method a method of it
   * @param groups the groups to check; none for the default one
   * @return its constraints
   * @throws RuntimeException if the declarations are wrong; the message is for people
   */
  MethodConstraints of(Class<?> type, Method method, List<Class<?>> groups);

  /** The constraints of one type. */
  interface TypeConstraints {
    /** {@return whether there are constraints other than those of single components} */
    boolean onWhole();

    /**
     * Checks the value of one component, without the constraints within it.
     *
     * @param component its name
     * @param value its value
     * @return what is wrong, in no order
     */
    List<Violation> component(String component, @Nullable Object value);

    /**
     * Checks a value and what hangs on it.
     *
     * @param value of this type
     * @return what is wrong, in no order
     */
    List<Violation> whole(Object value);
  }

  /** The constraints of one method. */
  interface MethodConstraints {
    /** {@return whether there are constraints of parameters, single ones or together} */
    boolean onParameters();

    /** {@return whether there are constraints of the result} */
    boolean onResult();

    /**
     * Uses the constraints once, to find those that do not suit their types.
     *
     * @param object has the method
     * @param values of the right types, or null
     * @throws RuntimeException if the declarations are wrong; the message is for people
     */
    void tryOut(Object object, @Nullable Object[] values);

    /**
     * Checks the values of all parameters, without the constraints within them. What concerns
     * several of them counts only if all are known.
     *
     * @param object has the method
     * @param values in order; null or 0 for what is unknown
     * @param unknown tells by position which values could not be made
     * @return what is wrong with those that are known, in no order
     */
    List<ParameterViolation> check(Object object, @Nullable Object[] values, IntPredicate unknown);
  }

  /**
   * A constraint of a method that does not hold.
   *
   * @param parameter the position of the parameter, -1 if it concerns several
   * @param violation what is wrong, from the parameter's value on
   */
  record ParameterViolation(int parameter, Violation violation) {}

  /**
   * A constraint that does not hold.
   *
   * @param path names and indices from the checked value on; empty for the value itself
   * @param message the rest of a sentence about it, without the value
   * @param code the constraint's name, as {@code not-blank}
   */
  record Violation(List<String> path, String message, String code) {}
}

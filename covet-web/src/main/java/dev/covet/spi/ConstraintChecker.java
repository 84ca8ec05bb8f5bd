package dev.covet.spi;

import java.util.List;
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

  /**
   * A constraint that does not hold.
   *
   * @param path names and indices from the checked value on; empty for the value itself
   * @param message the rest of a sentence about it, without the value
   * @param code the constraint's name, as {@code not-blank}
   */
  record Violation(List<String> path, String message, String code) {}
}

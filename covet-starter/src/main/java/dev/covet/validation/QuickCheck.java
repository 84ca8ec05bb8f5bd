package dev.covet.validation;

import org.jspecify.annotations.Nullable;

/**
 * Says of most good values that they are good, in nanoseconds. It decides nothing else: a value
 * that it does not know to be good is judged by Hibernate Validator, which also finds the words.
 * Called by many threads at once.
 */
@FunctionalInterface
interface QuickCheck {
  /** Whether Hibernate Validator would find nothing wrong for sure. */
  boolean isGood(@Nullable Object value);
}

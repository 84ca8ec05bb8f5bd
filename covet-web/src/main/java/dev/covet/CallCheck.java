package dev.covet;

import org.jspecify.annotations.Nullable;

/** Checks the values of a method's parameters. */
@FunctionalInterface
interface CallCheck {
  /**
   * Checks.
   *
   * @param values in order, {@link ArgumentsBinder#UNBOUND} for those that could not be made
   * @param rejections takes what is wrong
   */
  void run(@Nullable Object[] values, Rejections rejections);
}

package dev.covet;

import org.jspecify.annotations.Nullable;

/** Checks a value that was bound. */
@FunctionalInterface
interface Check {
  void run(@Nullable Object value, Rejections rejections);
}

package dev.covet.password;

import java.io.Serial;

/** Somebody has tried too often. */
final class LockedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final long millis;

  /**
   * A refusal.
   *
   * @param what was tried too often
   * @param millis until it is worth another try
   */
  LockedException(String what, long millis) {
    super(what, null, true, false);
    this.millis = millis;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  /** Rounded up. */
  long seconds() {
    return Math.max(1, (millis + 999) / 1000);
  }
}

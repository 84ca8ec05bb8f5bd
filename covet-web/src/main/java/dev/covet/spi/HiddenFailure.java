package dev.covet.spi;

import org.jspecify.annotations.Nullable;

/**
 * Stands in logs for a failure whose message tells a secret: its trace, and the rest of the text.
 */
final class HiddenFailure extends Throwable {
  private static final long serialVersionUID = 1L;

  /** Chains may be long, and even circular. */
  private static final int DEEPEST = 16;

  private final String text;

  private HiddenFailure(String text, @Nullable Throwable cause, StackTraceElement[] trace) {
    super(text, cause, /* enableSuppression= */ true, /* writableStackTrace= */ true);
    this.text = text;
    setStackTrace(trace);
  }

  static Throwable of(Throwable failure) {
    return tells(failure, 0) ? copy(failure, 0) : failure;
  }

  private static boolean tells(Throwable failure, int depth) {
    String text = failure.toString();
    if (!Secrets.hideValues(text).equals(text)) {
      return true;
    }
    if (depth == DEEPEST) {
      return false;
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      if (tells(suppressed, depth + 1)) {
        return true;
      }
    }
    Throwable cause = failure.getCause();
    return cause != null && tells(cause, depth + 1);
  }

  private static HiddenFailure copy(Throwable failure, int depth) {
    Throwable cause = depth == DEEPEST ? null : failure.getCause();
    HiddenFailure copy =
        new HiddenFailure(
            Secrets.hideValues(failure.toString()),
            cause == null ? null : copy(cause, depth + 1),
            failure.getStackTrace());
    if (depth < DEEPEST) {
      for (Throwable suppressed : failure.getSuppressed()) {
        copy.addSuppressed(copy(suppressed, depth + 1));
      }
    }
    return copy;
  }

  /** Class and message of the failure, without what is secret. */
  @Override
  public String toString() {
    return text;
  }
}

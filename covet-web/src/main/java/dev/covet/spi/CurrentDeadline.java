package dev.covet.spi;

import java.util.function.LongSupplier;

/**
 * How {@code dev.covet.Deadline.current()} learns for which request a thread works. A server
 * installs its way once; costs nothing on requests that never ask. Safe for any thread.
 */
public final class CurrentDeadline {
  private static volatile LongSupplier source = () -> Long.MAX_VALUE;

  private CurrentDeadline() {}

  /**
   * Installs the source.
   *
   * @param source gives the deadline of the calling thread's request on the scale of {@link
   *     System#nanoTime()}, or {@link Long#MAX_VALUE}; must not block
   */
  public static void source(LongSupplier source) {
    CurrentDeadline.source = source;
  }

  /** {@return the deadline of the calling thread's request, or {@link Long#MAX_VALUE}} */
  public static long nanos() {
    return source.getAsLong();
  }
}

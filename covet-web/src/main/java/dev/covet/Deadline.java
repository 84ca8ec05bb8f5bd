package dev.covet;

import dev.covet.spi.CurrentDeadline;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * When a request is given up. For passing on to databases and other services, so that they give up
 * at the same time.
 *
 * @param nanos on the scale of {@link System#nanoTime()}, or {@link Long#MAX_VALUE} for never
 */
public record Deadline(long nanos) {
  /** Never. */
  public static final Deadline NONE = new Deadline(Long.MAX_VALUE);

  /** {@return the deadline of the request that the calling thread works for, or {@link #NONE}} */
  public static Deadline current() {
    long nanos = CurrentDeadline.nanos();
    return nanos == Long.MAX_VALUE ? NONE : new Deadline(nanos);
  }

  /** {@return whether there is one} */
  public boolean isSet() {
    return nanos != Long.MAX_VALUE;
  }

  /**
   * {@return the time that is left, zero if it is over, about 292 years if there is no deadline}
   */
  public Duration remaining() {
    if (!isSet()) {
      return Duration.ofNanos(Long.MAX_VALUE);
    }
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** {@return whether the time is over} */
  public boolean isOver() {
    return isSet() && nanos - System.nanoTime() <= 0;
  }

  /**
   * {@return the time that is left, for one call of another service}
   *
   * @param most the longest time for the call
   * @throws TimeoutException if the deadline is over
   */
  public Duration atMost(Duration most) throws TimeoutException {
    Duration left = remaining();
    if (left.isZero()) {
      throw new TimeoutException("the deadline of the request is over");
    }
    return left.compareTo(most) < 0 ? left : most;
  }
}

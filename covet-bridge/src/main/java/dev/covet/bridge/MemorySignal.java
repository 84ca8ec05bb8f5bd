package dev.covet.bridge;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Memory is short from one mark on and until it is below another. A reading can be old: that of the
 * heap changes only by a collection, and without requests there may be none; memory that buffers
 * have taken is mostly kept for others. So after a while without a newer one requests are let in
 * again, and only a reading that is news begins the next overload.
 */
final class MemorySignal implements OverloadSignal {
  /** How long an old reading is believed. */
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** Percent between the two marks. */
  private static final int GAP = 10;

  private final String reason;
  private final String what;
  private final LongSupplier used;
  private final long limit;
  private final long high;
  private final long low;
  private final boolean anyChange;
  private long known = -1;
  private long since;
  private boolean over;

  /**
   * A signal that is not given yet.
   *
   * @param reason for metrics
   * @param what it is, for people
   * @param used bytes
   * @param limit the most that there can be, in bytes
   * @param percent of it, from which on memory is short
   * @param anyChange whether each other reading is news; else only a higher one
   */
  MemorySignal(
      String reason, String what, LongSupplier used, long limit, int percent, boolean anyChange) {
    this.reason = reason;
    this.what = what;
    this.used = used;
    this.limit = limit;
    this.high = limit / 100 * percent;
    this.low = limit / 100 * Math.max(0, percent - GAP);
    this.anyChange = anyChange;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public boolean look(long now) {
    long reading = used.getAsLong();
    if (reading < low) {
      known = -1;
      over = false;
    } else if (isNews(reading) && (over || reading >= high)) {
      known = reading;
      since = now;
      over = true;
    } else if (over && now - since >= PATIENCE) {
      over = false;
    }
    return over;
  }

  private boolean isNews(long reading) {
    return anyChange ? reading != known : reading > known;
  }

  @Override
  public String told() {
    return known * 100 / limit + " % of " + what;
  }
}

package dev.covet.engine.connection;

import dev.covet.http.Limits;

/**
 * How long the server may still wait for the body of one request. Only time in which it wanted to
 * read and had nothing counts. A leaky bucket: it begins with the grace time and holds no more than
 * that, waiting drains it, each byte adds the time that the minimum rate grants for it. So a body
 * may pause, but neither stall nor drip. Event loop only.
 */
public final class BodyClock {
  private static final double NANOS = 1e9;

  private final long graceNanos;
  private final int rate;
  private boolean waiting;
  private long since;
  private long credit;
  private long counted;

  public BodyClock(Limits limits) {
    graceNanos = limits.bodyGrace().toNanos();
    rate = limits.bodyRate();
    credit = graceNanos;
  }

  public void reset() {
    waiting = false;
    credit = graceNanos;
    counted = 0;
  }

  public boolean waiting() {
    return waiting;
  }

  /**
   * The server begins to wait, or goes on waiting.
   *
   * @param taken bytes of the body so far
   */
  public void await(long now, long taken) {
    if (waiting) {
      arrived(now);
    }
    // More than the grace time is never granted, so the sum can not wrap around, whatever the rate
    // is.
    long earned = Math.min(graceNanos, (long) ((taken - counted) * NANOS / rate));
    credit = Math.min(graceNanos, credit + earned);
    counted = taken;
    waiting = true;
    since = now;
  }

  /** Bytes came; returns how long this wait was. */
  public long arrived(long now) {
    if (!waiting) {
      return 0;
    }
    waiting = false;
    long wait = Math.max(0, now - since);
    credit -= wait;
    return wait;
  }

  /** When the wait will be too long if nothing comes. */
  public long end() {
    return since + credit;
  }

  public boolean over(long now) {
    return waiting && now - end() >= 0;
  }
}

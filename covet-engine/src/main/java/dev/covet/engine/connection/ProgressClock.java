package dev.covet.engine.connection;

import dev.covet.http.Limits;

/**
 * Whether the peer takes the answers. Time counts while bytes wait for it: without any progress for
 * {@code Limits.responseStall}, or with less than {@code responseRate} averaged over {@code
 * responseWindow}, the peer is too slow. A producer with nothing to send is not stalled. Looked at
 * a few times in each limit, never per answer. Event loop only.
 */
public final class ProgressClock {
  private static final double NANOS = 1e9;

  private final long stallNanos;
  private final long windowNanos;
  private final long checkNanos;
  private final int rate;
  private long sent;
  private boolean waiting;
  private long taken;
  private long takenAt;
  private long windowStart;
  private long windowTaken;
  private long next;

  public ProgressClock(Limits limits) {
    stallNanos = limits.responseStall().toNanos();
    windowNanos = limits.responseWindow().toNanos();
    rate = limits.responseRate();
    checkNanos = Math.max(1, Math.min(Math.min(stallNanos, windowNanos) / 4, 1_000_000_000L));
  }

  public boolean waiting() {
    return waiting;
  }

  /** When to look next; meaningful while waiting. */
  public long end() {
    return next;
  }

  /** Bytes were given to the socket; true if the clock starts with them. */
  public boolean sent(int bytes, long now) {
    sent += bytes;
    if (waiting) {
      return false;
    }
    waiting = true;
    taken = sent - bytes;
    takenAt = now;
    windowStart = now;
    windowTaken = taken;
    next = now + checkNanos;
    return true;
  }

  /** Looks at what still waits; true if the peer is too slow. */
  public boolean over(long now, long unsent) {
    if (!waiting || now - next < 0) {
      return false;
    }
    next = now + checkNanos;
    if (unsent == 0) {
      waiting = false;
      return false;
    }
    long takenNow = sent - unsent;
    if (takenNow > taken) {
      taken = takenNow;
      takenAt = now;
    }
    if (now - takenAt >= stallNanos) {
      return true;
    }
    if (now - windowStart >= windowNanos) {
      if (takenNow - windowTaken < rate * (windowNanos / NANOS)) {
        return true;
      }
      windowStart = now;
      windowTaken = takenNow;
    }
    return false;
  }
}

package dev.covet.bridge;

import java.util.concurrent.TimeUnit;

/**
 * The longest hold of a loop in the last minute or two. Written by the watchdog alone, read by any
 * thread.
 */
final class LongestHold {
  private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

  /**
   * One hold.
   *
   * @param nanos how long it was, or is by now
   * @param route whose handler it was
   * @param at when it was seen last
   */
  record Hold(long nanos, String route, long at) {}

  private static final Hold NONE = new Hold(0, "", 0);

  private volatile Hold before = NONE;
  private volatile Hold longest = NONE;

  // the watchdog only
  private long begin;

  /** Something holds the loop for this long by now. */
  void seen(long nanos, String route, long now) {
    if (now - begin >= WINDOW) {
      begin = now;
      before = longest;
      longest = NONE;
    }
    if (nanos > longest.nanos) {
      longest = new Hold(nanos, route, now);
    }
  }

  /** The longest one that is not two minutes old. */
  Hold get(long now) {
    Hold older = before;
    Hold newer = longest;
    Hold of = older.nanos > newer.nanos && now - older.at < 2 * WINDOW ? older : newer;
    return now - of.at < 2 * WINDOW ? of : NONE;
  }
}

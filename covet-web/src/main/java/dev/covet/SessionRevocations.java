package dev.covet;

import dev.covet.spi.SteadyClock;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which sealed sessions count no more although their time is not over: those that were logged out
 * or rotated, and all of a principal up to a moment. Kept in this process, for as long as the
 * cookies could be used; bounded, the oldest go first. Safe for any thread.
 */
final class SessionRevocations {
  /** How far two clocks drift apart before one of them was set. */
  private static final long DRIFT_MILLIS = 1000;

  private final ExpiringMap<Long> ended;
  private final InstantSource passed;
  private final AtomicLong last = new AtomicLong();
  private final AtomicBoolean reported = new AtomicBoolean();

  // under the lock of this
  private long offset;
  private long setBack;

  /**
   * None yet.
   *
   * @param most how many are kept
   */
  SessionRevocations(int most) {
    this(most, SteadyClock.get());
  }

  SessionRevocations(int most, InstantSource passed) {
    this.passed = passed;
    this.offset = Long.MIN_VALUE;
    this.ended = new ExpiringMap<>(most, most);
  }

  /** A number for a moment, higher than all before it: logins and logouts of one instant differ. */
  long moment(Instant now) {
    return last.updateAndGet(before -> Math.max(before + 1, now.toEpochMilli() * 1000));
  }

  /**
   * A time by which nothing is over too soon. Cookies end by the time of day, which may be set:
   * when it is set forward and back again, a cookie that seemed over is good once more, and when it
   * is set back, a cookie is good for longer. So this one passes as time does, and only goes back
   * with the other.
   */
  private synchronized long time(Instant now) {
    long millis = passed.millis();
    long difference = now.toEpochMilli() - millis;
    if (offset == Long.MIN_VALUE) {
      offset = difference;
    } else if (Math.abs(difference - offset) > DRIFT_MILLIS) {
      setBack += Math.max(0, offset - difference);
      offset = difference;
    }
    return millis - setBack;
  }

  /** Ends one session; false if it had ended. */
  boolean end(String id, Instant now, Duration keep) {
    long millis = time(now);
    boolean first =
        ended.putIfAbsent("s" + id, moment(now), 1, millis + keep.toMillis(), millis) == null;
    report();
    return first;
  }

  /** Ends all sessions of a principal that has logged in before now. */
  void endAll(String principal, Instant now, Duration keep) {
    long millis = time(now);
    ended.put("p" + principal, moment(now), 1, millis + keep.toMillis(), millis);
    report();
  }

  private void report() {
    if (ended.forgotten() > 0 && reported.compareAndSet(false, true)) {
      Log.WEB.log(
          Level.WARNING,
          "so many sessions in cookies were ended before their time that the first of them could be"
              + " used again; keep sessions in a store");
    }
  }

  boolean isEnded(String id, @Nullable String principal, long login, Instant now) {
    if (login > last.get()) {
      // Of a time when the clock was ahead: an end of all that comes now is later even so.
      last.accumulateAndGet(login, Math::max);
    }
    long millis = time(now);
    if (ended.get("s" + id, millis) != null) {
      return true;
    }
    Long all = principal == null ? null : ended.get("p" + principal, millis);
    return all != null && login <= all;
  }
}

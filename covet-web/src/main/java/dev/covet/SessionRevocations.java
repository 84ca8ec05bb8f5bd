package dev.covet;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which sealed sessions count no more although their time is not over: those that were logged out
 * or rotated, and all of a principal up to a moment. Kept in this process, for as long as the
 * cookies could be used; bounded, the oldest go first. Safe for any thread.
 */
final class SessionRevocations {
  private final ExpiringMap<Long> ended;
  private final AtomicLong last = new AtomicLong();
  private final AtomicBoolean reported = new AtomicBoolean();

  /**
   * None yet.
   *
   * @param most how many are kept
   */
  SessionRevocations(int most) {
    this.ended = new ExpiringMap<>(most, most);
  }

  /** A number for a moment, higher than all before it: logins and logouts of one instant differ. */
  long moment(Instant now) {
    return last.updateAndGet(before -> Math.max(before + 1, now.toEpochMilli() * 1000));
  }

  /** Ends one session; false if it had ended. */
  boolean end(String id, Instant now, Duration keep) {
    long millis = now.toEpochMilli();
    boolean first =
        ended.putIfAbsent("s" + id, moment(now), 1, millis + keep.toMillis(), millis) == null;
    report();
    return first;
  }

  /** Ends all sessions of a principal that has logged in before now. */
  void endAll(String principal, Instant now, Duration keep) {
    long millis = now.toEpochMilli();
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
    if (ended.get("s" + id, now.toEpochMilli()) != null) {
      return true;
    }
    Long all = principal == null ? null : ended.get("p" + principal, now.toEpochMilli());
    return all != null && login <= all;
  }
}

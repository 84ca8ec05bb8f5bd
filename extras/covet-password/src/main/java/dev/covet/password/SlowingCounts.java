package dev.covet.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Counts wrong guesses of each key. So many are free; then one at a time, each after twice the time
 * of the one before. A guess takes its place before it is checked, so guesses at the same time are
 * not more than guesses one after another. Any thread.
 */
final class SlowingCounts {
  private static final int MOST_KEYS = 100_000;
  private static final Duration REMEMBERED = Duration.ofDays(1);

  /** When others stand in the way that have not ended yet. */
  private static final long SHORTLY = 1000;

  /** What a key has done: wrong guesses, guesses being checked, and when there may be another. */
  private record Tries(int wrong, int pending, long openAt) {
    static final Tries NONE = new Tries(0, 0, 0);
  }

  /**
   * What became of a guess: it goes on if there is nothing to wait for and it is not proven.
   *
   * @param proven whether it is known to be right
   * @param millis to wait
   */
  record Ticket(boolean proven, long millis) {
    static final Ticket GO = new Ticket(false, 0);
    static final Ticket PROVEN = new Ticket(true, 0);
  }

  private final Cache<Object, Tries> tries;
  private final InstantSource clock;
  private final int free;
  private final long longest;

  SlowingCounts(int free, Duration longest, InstantSource clock) {
    this.free = free;
    this.longest = longest.toMillis();
    this.clock = clock;
    this.tries =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(REMEMBERED)
            .ticker(Ticks.of(clock))
            .executor(Runnable::run)
            .build();
  }

  /**
   * Begins a guess.
   *
   * @param proven asked only if the guess may go on, under a lock: whether it is known to be right
   */
  Ticket begin(Object key, BooleanSupplier proven) {
    Ticket[] ticket = {Ticket.GO};
    tries
        .asMap()
        .compute(
            key,
            (same, known) -> {
              Tries now = known == null ? Tries.NONE : known;
              long wait = millis(now);
              if (wait > 0) {
                ticket[0] = new Ticket(false, wait);
                return known;
              }
              if (proven.getAsBoolean()) {
                ticket[0] = Ticket.PROVEN;
                return known;
              }
              return new Tries(now.wrong, now.pending + 1, now.openAt);
            });
    return ticket[0];
  }

  private long millis(Tries now) {
    if (now.wrong + now.pending < free) {
      return 0;
    }
    if (now.pending > 0) {
      return SHORTLY;
    }
    return Math.max(0, now.openAt - clock.millis());
  }

  /** Ends a guess that was wrong. */
  void wrong(Object key) {
    tries
        .asMap()
        .compute(
            key,
            (same, known) -> {
              Tries before = known == null ? Tries.NONE : known;
              int wrong = Math.min(before.wrong + 1, free + 62);
              long delay =
                  wrong < free ? 0 : Math.min(longest, SHORTLY << Math.min(40, wrong - free));
              long openAt = delay == 0 ? 0 : clock.millis() + delay;
              return new Tries(wrong, Math.max(0, before.pending - 1), openAt);
            });
  }

  /** Ends a guess that was right: the wrong ones before are forgiven. */
  void right(Object key) {
    end(key, 0, 0);
  }

  /** Ends a guess that was not checked. */
  void release(Object key) {
    end(key, Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  private void end(Object key, int mostWrong, long latest) {
    tries
        .asMap()
        .computeIfPresent(
            key,
            (same, known) -> {
              int pending = Math.max(0, known.pending - 1);
              int wrong = Math.min(known.wrong, mostWrong);
              return pending + wrong == 0
                  ? null
                  : new Tries(wrong, pending, Math.min(known.openAt, latest));
            });
  }

  void forget(Object key) {
    tries.invalidate(key);
  }

  Iterable<Object> keys() {
    return tries.asMap().keySet();
  }
}

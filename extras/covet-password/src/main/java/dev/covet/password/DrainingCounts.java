package dev.covet.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Counts wrong guesses of each network, which may be an office: so many at once, and then one in a
 * time, because each is forgotten after that time. Any thread.
 */
final class DrainingCounts {
  private static final int MOST_KEYS = 100_000;

  /**
   * What a network owes.
   *
   * @param emptyAt when all of it will be forgotten
   * @param pending guesses being checked
   */
  private record Debt(long emptyAt, int pending) {
    static final Debt NONE = new Debt(0, 0);
  }

  private final Cache<Long, Debt> debts;
  private final InstantSource clock;
  private final int free;
  private final long drain;

  DrainingCounts(int free, Duration drain, InstantSource clock) {
    this.free = free;
    this.drain = drain.toMillis();
    this.clock = clock;
    this.debts =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(drain.multipliedBy(free).plusMinutes(10))
            .ticker(Ticks.of(clock))
            .executor(Runnable::run)
            .build();
  }

  /** How many milliseconds until there may be another guess; 0 for none. */
  long millis(long network) {
    Debt debt = debts.getIfPresent(network);
    return debt == null ? 0 : millis(debt);
  }

  private long millis(Debt debt) {
    long owed = Math.max(0, debt.emptyAt - clock.millis());
    return Math.max(0, owed - (free - 1L - debt.pending) * drain);
  }

  /**
   * Begins a guess.
   *
   * @param always whether it goes on in any case
   * @return how many milliseconds to wait; 0 if it has begun
   */
  long begin(long network, boolean always) {
    long[] wait = new long[1];
    debts
        .asMap()
        .compute(
            network,
            (same, known) -> {
              Debt now = known == null ? Debt.NONE : known;
              wait[0] = always ? 0 : millis(now);
              return wait[0] > 0 ? known : new Debt(now.emptyAt, now.pending + 1);
            });
    return wait[0];
  }

  /** Ends a guess. */
  void end(long network, boolean wrong) {
    debts
        .asMap()
        .compute(
            network,
            (same, known) -> {
              Debt before = known == null ? Debt.NONE : known;
              long now = clock.millis();
              long emptyAt = wrong ? Math.max(now, before.emptyAt) + drain : before.emptyAt;
              int pending = Math.max(0, before.pending - 1);
              return pending == 0 && emptyAt <= now ? null : new Debt(emptyAt, pending);
            });
  }
}

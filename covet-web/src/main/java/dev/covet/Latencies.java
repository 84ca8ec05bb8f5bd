package dev.covet;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The requests of one route on one loop: how many, and how long they took. Times are counted in
 * buckets, eight for each power of two, so a percentile is at most an eighth too high. The loop
 * alone writes, without a lock and without an atomic operation; any thread reads.
 */
final class Latencies {
  /** 2^10 ns, about a microsecond: what is faster counts there. */
  private static final int FIRST_POWER = 10;

  /** 2^40 ns, about 18 minutes: what is slower counts there. */
  private static final int LAST_POWER = 40;

  private static final int STEPS_LOG = 3;
  private static final int STEPS = 1 << STEPS_LOG;

  /** Cells after the buckets. */
  static final int BUCKETS = (LAST_POWER - FIRST_POWER) * STEPS;

  private static final int COUNT = BUCKETS;
  private static final int FAILED = BUCKETS + 1;
  private static final int LONGEST = BUCKETS + 2;
  private static final int CELLS = BUCKETS + 3;

  private final AtomicLongArray cells = new AtomicLongArray(CELLS);

  /**
   * Counts a request. By its loop alone.
   *
   * @param failed whether the server is to blame
   */
  void add(long nanos, boolean failed) {
    increment(bucket(nanos));
    increment(COUNT);
    if (failed) {
      increment(FAILED);
    }
    if (nanos > cells.getPlain(LONGEST)) {
      cells.setRelease(LONGEST, nanos);
    }
  }

  private void increment(int cell) {
    cells.setRelease(cell, cells.getPlain(cell) + 1);
  }

  static int bucket(long nanos) {
    int power = 63 - Long.numberOfLeadingZeros(Math.max(1, nanos));
    if (power < FIRST_POWER) {
      return 0;
    }
    if (power >= LAST_POWER) {
      return BUCKETS - 1;
    }
    int step = (int) (nanos >>> power - STEPS_LOG) & STEPS - 1;
    return (power - FIRST_POWER) * STEPS + step;
  }

  /** The time in nanoseconds above all that count in a bucket. */
  private static long above(int bucket) {
    int power = FIRST_POWER + bucket / STEPS;
    return (1L << power) + ((bucket % STEPS + 1L) << power - STEPS_LOG);
  }

  /** The same summed up, by one thread. */
  static final class Sum {
    private final long[] cells = new long[CELLS];

    void add(Latencies one) {
      for (int i = 0; i < CELLS; i++) {
        long cell = one.cells.getAcquire(i);
        cells[i] = i == LONGEST ? Math.max(cells[i], cell) : cells[i] + cell;
      }
    }

    long count() {
      return cells[COUNT];
    }

    long failed() {
      return cells[FAILED];
    }

    long longestNanos() {
      return cells[LONGEST];
    }

    /**
     * The time in nanoseconds within which a share of the requests ended, at most an eighth too
     * high; 0 if there is none.
     */
    long percentileNanos(double share) {
      long all = 0;
      for (int i = 0; i < BUCKETS; i++) {
        all += cells[i];
      }
      long wanted = (long) Math.ceil(all * share);
      long seen = 0;
      for (int i = 0; i < BUCKETS && wanted > 0; i++) {
        seen += cells[i];
        if (seen >= wanted) {
          return Math.min(above(i), longestNanos());
        }
      }
      return 0;
    }
  }
}

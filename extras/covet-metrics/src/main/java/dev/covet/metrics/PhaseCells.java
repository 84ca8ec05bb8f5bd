package dev.covet.metrics;

import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestPhase;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long timed requests were in one of their phases. One loop writes, any thread reads: a reader
 * may see a request in one number and not yet in the next.
 */
final class PhaseCells {
  /** In seconds; most phases take microseconds, those that wait take as long as the request. */
  static final double[] BOUNDS = {
    0.00001, 0.0001, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, Double.POSITIVE_INFINITY
  };

  private static final RequestPhase[] PHASES = RequestPhase.values();

  /** For each phase its buckets, and the sum in nanoseconds. */
  private static final int WIDTH = BOUNDS.length + 1;

  private static final long[] NANOS = new long[BOUNDS.length - 1];

  static {
    for (int i = 0; i < NANOS.length; i++) {
      NANOS[i] = Math.round(BOUNDS[i] * 1e9);
    }
  }

  private final AtomicLongArray cells = new AtomicLongArray(PHASES.length * WIDTH);

  /** By its loop alone. */
  void add(PhaseTimes times) {
    for (RequestPhase phase : PHASES) {
      if (times.has(phase)) {
        add(phase.ordinal() * WIDTH, times.nanos(phase));
      }
    }
  }

  private void add(int first, long nanos) {
    int bucket = 0;
    while (bucket < NANOS.length && nanos > NANOS[bucket]) {
      bucket++;
    }
    more(first + BOUNDS.length, nanos);
    more(first + bucket, 1);
  }

  private void more(int cell, long by) {
    cells.setRelease(cell, cells.getPlain(cell) + by);
  }

  /**
   * Adds what was counted of a phase to sums.
   *
   * @param buckets those of {@link #BOUNDS}
   * @return the sum of its times in nanoseconds
   */
  long addTo(RequestPhase phase, long[] buckets) {
    int first = phase.ordinal() * WIDTH;
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] += cells.getAcquire(first + i);
    }
    return cells.getAcquire(first + BOUNDS.length);
  }
}

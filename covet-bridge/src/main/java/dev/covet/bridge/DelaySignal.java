package dev.covet.bridge;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All loops are late: there is more to do than the CPUs can. A loop that one handler holds is not
 * late in this sense, others can serve; and one look is not enough, because the time that a task
 * waited is known for a second after the hold.
 */
final class DelaySignal implements OverloadSignal {
  /** Longer than the time between two tasks that are sent to measure. */
  static final long LASTING = TimeUnit.SECONDS.toNanos(2);

  private final List<LoopWatch> watches;
  private final long mark;
  private long since;
  private boolean late;
  private long least;

  DelaySignal(List<LoopWatch> watches, long mark) {
    this.watches = watches;
    this.mark = mark;
  }

  @Override
  public String reason() {
    return "overload-delay";
  }

  @Override
  public boolean look(long now) {
    least = Long.MAX_VALUE;
    for (LoopWatch watch : watches) {
      least = Math.min(least, watch.holds() ? 0 : watch.delayNanos(now));
    }
    boolean was = late && now - since >= LASTING;
    if (least < (was ? mark / 2 : mark)) {
      late = false;
    } else if (!late) {
      late = true;
      since = now;
    }
    return late && now - since >= LASTING;
  }

  @Override
  public String told() {
    return "each event loop is late by " + TimeUnit.NANOSECONDS.toMillis(least) + " ms or more";
  }
}

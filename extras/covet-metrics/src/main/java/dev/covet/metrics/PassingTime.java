package dev.covet.metrics;

import dev.covet.spi.SteadyClock;
import io.micrometer.core.instrument.Clock;

/**
 * The time that passes. By the clock of the machine, which may be set back, the highest value of a
 * meter would stand until that clock is again where it was.
 */
final class PassingTime implements Clock {
  @Override
  public long wallTime() {
    return SteadyClock.get().millis();
  }

  @Override
  public long monotonicTime() {
    return System.nanoTime();
  }
}

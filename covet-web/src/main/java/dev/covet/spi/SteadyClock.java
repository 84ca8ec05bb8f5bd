package dev.covet.spi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells how much time has passed: it goes on from the time of day at which it began, and does not
 * follow when the clock of the machine is set. For what is kept or waited for in this process; not
 * for times that others read or have written, as the end of a token. Any thread.
 */
public final class SteadyClock implements InstantSource {
  private static final SteadyClock ONE =
      new SteadyClock(System.currentTimeMillis(), System::nanoTime);

  private final long begun;
  private final long origin;
  private final LongSupplier nanos;

  /**
   * A clock.
   *
   * @param begun the time of day now, milliseconds since the epoch
   * @param nanos never goes back
   */
  SteadyClock(long begun, LongSupplier nanos) {
    this.begun = begun;
    this.origin = nanos.getAsLong();
    this.nanos = nanos;
  }

  /** {@return the one of this process} */
  public static InstantSource get() {
    return ONE;
  }

  @Override
  public long millis() {
    return begun + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - origin);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }
}

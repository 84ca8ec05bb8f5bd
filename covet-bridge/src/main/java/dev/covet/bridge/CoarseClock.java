package dev.covet.bridge;

/**
 * A clock that costs a memory read: the time of the watchdog's last look. It is late by up to one
 * sleep of the watchdog (5 ms; 40 ms when nothing has run for a while), so a deadline that is
 * counted from it comes early by as much, never late.
 */
final class CoarseClock {
  private volatile long nanos = System.nanoTime();

  /** On the scale of {@link System#nanoTime()}. */
  long nanos() {
    return nanos;
  }

  /** Sets the time; by the watchdog alone. */
  void nanos(long now) {
    nanos = now;
  }
}

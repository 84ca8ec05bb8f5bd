package dev.covet.bridge;

import java.util.concurrent.TimeUnit;

/**
 * Asks another signal less often than the watchdog looks: for the heap, whose reading only a
 * collection changes, and which costs more to ask the JVM for than all the rest of a look.
 */
final class SeldomSignal implements OverloadSignal {
  /** Between two times that it asks. */
  static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

  private final OverloadSignal signal;
  private boolean asked;
  private long last;
  private boolean given;

  SeldomSignal(OverloadSignal signal) {
    this.signal = signal;
  }

  @Override
  public String reason() {
    return signal.reason();
  }

  @Override
  public boolean look(long now) {
    if (!asked || now - last >= PERIOD) {
      asked = true;
      last = now;
      given = signal.look(now);
    }
    return given;
  }

  @Override
  public String told() {
    return signal.told();
  }
}

package dev.covet.bridge;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks another signal as soon as the collector has run, and now and then without: for the heap,
 * whose reading only a collection changes, and which costs more to ask the JVM for than all the
 * rest of a look of the watchdog. A burst can fill a small heap within a tenth of a second, so the
 * first look after a collection must not miss it.
 */
final class CollectionSignal implements OverloadSignal {
  /** The longest time between two times that it asks. */
  static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

  private final OverloadSignal signal;
  private final BooleanSupplier collected;
  private boolean asked;
  private long last;
  private boolean given;

  /**
   * A signal that has not been asked yet.
   *
   * @param collected whether the collector has run since it was last asked for
   */
  CollectionSignal(OverloadSignal signal, BooleanSupplier collected) {
    this.signal = signal;
    this.collected = collected;
  }

  @Override
  public String reason() {
    return signal.reason();
  }

  @Override
  public boolean look(long now) {
    if (collected.getAsBoolean() || !asked || now - last >= PERIOD) {
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

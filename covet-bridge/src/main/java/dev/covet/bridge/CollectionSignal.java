package dev.covet.bridge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Asks another signal as soon as the collector has run, and now and then without: for the heap,
 * whose reading only a collection changes, and which costs more to ask the JVM for than all the
 * rest of a look of the watchdog. A burst can fill a small heap between two of those looks, so the
 * loops ask as well, with the first request after a collection.
 *
 * <p>Safe for the watchdog and the loops; nobody waits.
 */
final class CollectionSignal implements OverloadSignal {
  /** The longest time between two times that the watchdog asks. */
  static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

  private final OverloadSignal signal;
  private final BooleanSupplier collected;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile boolean given;

  // of the one who is asking
  private boolean asked;
  private long last;

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

  /** Whether the collector has run and nobody has asked since. Then the caller has to. */
  boolean due() {
    return collected.getAsBoolean();
  }

  /**
   * Asks the other signal; if somebody else does just now, the answer is the one before.
   *
   * @param now {@link System#nanoTime}
   */
  boolean ask(long now) {
    return look(now, true);
  }

  @Override
  public boolean look(long now) {
    return look(now, due());
  }

  private boolean look(long now, boolean due) {
    if (asking.compareAndSet(false, true)) {
      try {
        if (due || !asked || now - last >= PERIOD) {
          asked = true;
          last = now;
          given = signal.look(now);
        }
      } finally {
        asking.set(false);
      }
    }
    return given;
  }

  @Override
  public String told() {
    return signal.told();
  }
}

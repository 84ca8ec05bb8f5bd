package dev.covet.bridge;

import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;

/**
 * Tells that the collector has run, whichever it is, for the price of one read: an object that
 * nobody holds is gone after it. Safe for any thread; two that ask at once may both be told.
 */
final class Canary implements BooleanSupplier {
  private volatile WeakReference<Object> held = new WeakReference<>(new Object());

  /** Whether a collection has ended since the last call. */
  @Override
  public boolean getAsBoolean() {
    if (!held.refersTo(null)) {
      return false;
    }
    held = new WeakReference<>(new Object());
    return true;
  }
}

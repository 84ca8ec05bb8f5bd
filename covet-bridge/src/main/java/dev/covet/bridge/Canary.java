package dev.covet.bridge;

import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;

/**
 * Tells that the collector has run, whichever it is, for the price of one read: an object that
 * nobody holds is gone after it. One thread only.
 */
final class Canary implements BooleanSupplier {
  private WeakReference<Object> held = new WeakReference<>(new Object());

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

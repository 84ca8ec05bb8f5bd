package dev.covet.engine.loop;

import org.jspecify.annotations.Nullable;

/**
 * Something with one deadline in a {@link TimerWheel}. The wheel links nodes directly, so a
 * deadline costs no object. Event loop only.
 */
public abstract class TimerNode {
  /** On the scale of {@link System#nanoTime()}; meaningful while linked. */
  long at;

  /** Slot of the wheel, -1 while not linked. */
  short slot = -1;

  @Nullable TimerNode previous;
  @Nullable TimerNode next;

  /** For subclasses. */
  protected TimerNode() {}

  /** Whether a deadline is set. */
  public final boolean scheduled() {
    return slot >= 0;
  }

  /** When it will fire; meaningful while {@link #scheduled()}. */
  public final long deadline() {
    return at;
  }

  /**
   * The deadline is over and the node no longer linked. It may schedule itself again.
   *
   * @param now nanoseconds on the scale of {@link System#nanoTime()}
   */
  protected abstract void expired(long now);
}

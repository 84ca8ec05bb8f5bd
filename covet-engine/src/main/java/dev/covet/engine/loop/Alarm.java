package dev.covet.engine.loop;

import io.netty.channel.IoEventLoop;

/**
 * Wakes a loop that waits for input, by itself: for transports where a wait of limited length costs
 * more than one without limit. All on the loop's own thread.
 */
public interface Alarm {
  /**
   * Called once, before all others.
   *
   * @param loop the loop that is to be woken
   */
  void open(IoEventLoop loop);

  /**
   * Sees to it that the wait that follows ends in time. An alarm that is set for an earlier moment
   * stays set: it wakes the loop for nothing, once, and that is cheaper than to move it.
   *
   * @param now the time on the scale of {@link System#nanoTime()}
   * @param delay nanoseconds from now, above 0
   * @return whether it will; if not, the wait itself must be limited
   */
  boolean within(long now, long delay);
}

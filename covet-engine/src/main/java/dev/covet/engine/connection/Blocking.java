package dev.covet.engine.connection;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.loop.IoLoop;

/** Calls that park the thread that makes them. */
public final class Blocking {
  private Blocking() {}

  /**
   * Parking a pinned thread, or the loop's own, would stop the loop that has to wake it. The test
   * for it may let the loop take a turn, so the caller must look again at whatever it has seen
   * before.
   *
   * @param loop would wake it
   * @param config knows whether a thread is pinned
   * @throws IllegalStateException if the calling thread is one of these
   */
  public static void guard(IoLoop loop, EngineConfig config) {
    if (Thread.currentThread() == loop.thread()) {
      throw new IllegalStateException("a blocking call on the event loop's own thread");
    }
    if (config.pinned().getAsBoolean()) {
      throw new IllegalStateException(
          "a blocking call while the virtual thread is pinned to its event loop"
              + " (inside a class initialiser or native code)");
    }
  }
}

package dev.covet;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * Runs tasks one at a time, in the order in which they were given, without a lock: whoever gives
 * one while none runs does the work, also for those who come meanwhile. They wait for nothing. Safe
 * for any thread.
 */
final class Serial {
  private static final int CHUNK = 32;

  /** After so many tasks a thread has done enough for others, and one of its own goes on. */
  private static final int SHARE = 256;

  private final MpscUnboundedAtomicArrayQueue<Runnable> tasks =
      new MpscUnboundedAtomicArrayQueue<>(CHUNK);
  private final AtomicInteger waiting = new AtomicInteger();

  /** Runs a task after those before it: when this returns, or soon after. */
  void run(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      work();
    }
  }

  private void work() {
    int done = 0;
    do {
      if (done++ == SHARE) {
        Thread.startVirtualThread(this::work);
        return;
      }
      Runnable task = tasks.poll();
      if (task != null) {
        runSafely(task);
      }
    } while (waiting.decrementAndGet() != 0);
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      Log.WEB.log(Level.ERROR, "a task of a room failed", e);
    }
  }
}

package dev.covet.bridge;

import dev.covet.engine.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * How long a task waits for its turn on a loop: one is sent there each second. The watchdog sends,
 * any thread reads.
 */
final class TaskDelay implements Runnable {
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private volatile long sent = System.nanoTime();
  private volatile long delay;
  private volatile boolean under;

  TaskDelay(EventLoop loop) {
    this.loop = loop;
  }

  /** Sends the next task if it is time. */
  void look(long now) {
    if (!under && now - sent >= PERIOD) {
      sent = now;
      under = true;
      loop.execute(this);
    }
  }

  /** On the loop. */
  @Override
  public void run() {
    delay = Math.max(0, System.nanoTime() - sent);
    under = false;
  }

  /** What the last one took, or the one that is under way has taken. */
  long nanos(long now) {
    long last = delay;
    return under ? Math.max(last, now - sent) : last;
  }
}

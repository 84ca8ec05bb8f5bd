package dev.covet;

import dev.covet.spi.OffLoop;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a check, one at a time, and keeps the outcome. A test that does not end keeps its one
 * thread, and the check is down until it does. Safe for any thread.
 */
final class CheckedHealth {
  /** What a check has said. */
  enum Outcome {
    UP,
    DOWN,
    TIMEOUT
  }

  private final HealthCheck check;
  private final LongSupplier nanos;

  // under the lock of this
  private @Nullable FutureTask<Outcome> running;
  private @Nullable Thread runner;
  private long startedAt;
  private Outcome last = Outcome.UP;
  private long lastAt;
  private boolean known;

  CheckedHealth(HealthCheck check, LongSupplier nanos) {
    this.check = check;
    this.nanos = nanos;
  }

  HealthCheck check() {
    return check;
  }

  /** Whether it is not running. */
  synchronized boolean idle() {
    return running == null;
  }

  /** Starts it if its last outcome is too old; does not wait. */
  synchronized void start() {
    if (!idle() || (known && nanos.getAsLong() - lastAt < check.keep().toNanos())) {
      return;
    }
    FutureTask<Outcome> task = new FutureTask<>(this::run);
    running = task;
    startedAt = nanos.getAsLong();
    // A test may look a name up or wait for a file: nothing for a thread that a loop carries.
    OffLoop.threads().newThread(task).start();
  }

  /** The outcome of a moment ago, or of the test that runs now; waits for it. */
  Outcome outcome() throws InterruptedException {
    FutureTask<Outcome> task;
    long left;
    synchronized (this) {
      task = running;
      if (task == null) {
        return last;
      }
      left = check.timeout().toNanos() - (nanos.getAsLong() - startedAt);
    }
    try {
      return task.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      interrupt();
      return Outcome.TIMEOUT;
    } catch (ExecutionException e) {
      return Outcome.DOWN;
    }
  }

  private synchronized void interrupt() {
    if (runner != null) {
      runner.interrupt();
    }
  }

  private Outcome run() {
    synchronized (this) {
      runner = Thread.currentThread();
    }
    Outcome outcome = Outcome.DOWN;
    try {
      check.test().run();
      outcome = Outcome.UP;
    } catch (Throwable e) {
      // An Error is no reason to leave the others without an answer.
      Log.WEB.log(Level.WARNING, () -> "health check '" + check + "' failed: " + e);
    } finally {
      ended(outcome);
    }
    return outcome;
  }

  private synchronized void ended(Outcome outcome) {
    boolean late = nanos.getAsLong() - startedAt > check.timeout().toNanos();
    last = late && outcome == Outcome.UP ? Outcome.TIMEOUT : outcome;
    lastAt = nanos.getAsLong();
    known = true;
    runner = null;
    running = null;
  }
}

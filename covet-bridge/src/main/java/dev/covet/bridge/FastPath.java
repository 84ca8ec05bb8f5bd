package dev.covet.bridge;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether handlers can run on event loops here.
 *
 * @param open whether they can
 * @param reason one line for the start-up report: why, or why not and which flags to set
 */
record FastPath(boolean open, String reason) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Finds out by a real start, park and resume of a virtual thread on a scheduler of our own. Takes
   * about 10 ms.
   */
  static FastPath probe() {
    Throwable closed = VirtualThreads.closed();
    if (closed != null) {
      return fallback(closed);
    }
    try {
      tryOut();
      return new FastPath(
          true, "handlers run on the event loops (virtual threads with their own scheduler)");
    } catch (Throwable failure) {
      // Whatever a changed JDK may throw here, the answer is to do without.
      return fallback(failure);
    }
  }

  /**
   * The slow path.
   *
   * @param cause why the fast one is closed
   * @return the line for people
   */
  static FastPath fallback(Throwable cause) {
    return new FastPath(
        false,
        "fallback to the JDK's scheduler, slower by a hand-over for each request: "
            + cause
            + "; to open the fast path start java with "
            + VirtualThreads.OPEN_LANG);
  }

  /** The same, with a note for people if the places of handlers are not the usual ones. */
  FastPath in(Mode mode) {
    return mode == Mode.AUTO
        ? this
        : new FastPath(open, reason + "; the system property " + Mode.PROPERTY + " is " + mode);
  }

  private static void tryOut() throws InterruptedException {
    ExecutorService scratch =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("covet-probe").factory());
    try {
      AtomicInteger runs = new AtomicInteger();
      Semaphore parking = new Semaphore(0);
      Semaphore ended = new Semaphore(0);
      Thread thread =
          VirtualThreads.unstarted(
              continuation -> {
                runs.incrementAndGet();
                scratch.execute(continuation);
              },
              () -> {
                parking.release();
                LockSupport.park();
                ended.release();
              });
      thread.start();
      boolean started = parking.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      LockSupport.unpark(thread);
      if (!started
          || !ended.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          || !thread.join(PATIENCE)) {
        throw new IllegalStateException(
            "a virtual thread did not start, park and resume on its own scheduler");
      }
      if (runs.get() == 0 || VirtualThreads.scheduler(thread) == null) {
        throw new IllegalStateException("a virtual thread did not use its own scheduler");
      }
    } finally {
      scratch.shutdown();
    }
  }
}

package dev.covet.bridge;

import dev.covet.spi.Secrets;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The work that handlers leave for after the answer. The tasks of one request run one after another
 * on one virtual thread of the JDK's default scheduler; what one throws is logged and harms no
 * other.
 *
 * <p>Bounded by back-pressure: at most {@code most} requests have such work outstanding; the answer
 * of a further one waits until there is room (its deadline goes on), so that no work is dropped and
 * none piles up.
 */
final class AfterTasks {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private final int most;
  private final Semaphore room;
  private final Executor starter;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /**
   * Nothing outstanding.
   *
   * @param most requests with outstanding work
   * @param starter starts threads; never throws or blocks
   */
  AfterTasks(int most, Executor starter) {
    this.most = most;
    this.room = new Semaphore(most);
    this.starter = starter;
  }

  /**
   * Waits for room; each call is followed by one of {@link #run}. Parks the calling virtual thread,
   * whatever interrupts.
   */
  void reserve() {
    room.acquireUninterruptibly();
  }

  /** Runs the work of one request for which there is room. Returns at once. */
  void run(String route, List<Runnable> work) {
    Thread thread = VirtualThreads.offloaded(() -> runAll(route, work));
    running.add(thread);
    starter.execute(
        () -> {
          try {
            thread.start();
          } catch (Throwable failure) {
            LOG.log(
                Level.ERROR,
                "the work after an answer of " + route + " could not be started",
                failure);
            ended(thread);
          }
        });
  }

  /** How many requests have work outstanding. */
  int outstanding() {
    return most - room.availablePermits();
  }

  /**
   * Waits until nothing is outstanding; what is still running then is interrupted.
   *
   * @param longest how long to wait
   * @return whether all work ended by itself
   */
  boolean drain(Duration longest) {
    boolean ended = false;
    try {
      ended = room.tryAcquire(most, longest.toNanos(), TimeUnit.NANOSECONDS);
      if (ended) {
        room.release(most);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      running.forEach(Thread::interrupt);
    }
    return ended;
  }

  private void runAll(String route, List<Runnable> work) {
    try {
      for (Runnable task : work) {
        try {
          task.run();
        } catch (Throwable failure) {
          LOG.log(
              Level.WARNING,
              "work after an answer of " + route + " failed",
              Secrets.loggable(failure));
        }
      }
    } finally {
      ended(Thread.currentThread());
    }
  }

  private void ended(Thread thread) {
    running.remove(thread);
    room.release();
  }
}

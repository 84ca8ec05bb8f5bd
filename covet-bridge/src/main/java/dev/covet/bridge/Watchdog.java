package dev.covet.bridge;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread outside the loops that sees whether a handler holds its loop: a held loop can tell
 * nobody, and can neither time out nor answer. It looks at each loop every few milliseconds and
 * costs the loops nothing; when no handler has run for a while it looks less often, because its own
 * wake-ups would be most of what an idle server costs. It also keeps the {@link CoarseClock}.
 */
final class Watchdog {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  /** How much longer it sleeps if nothing was running when it looked. */
  private static final int CALM_FACTOR = 2;

  /** So many looks between which nothing has run, and it takes its time. */
  private static final int QUIET_LOOKS = 20;

  /** How much longer it sleeps then. */
  private static final int QUIET_FACTOR = 8;

  private final List<LoopWatch> watches;
  private final CoarseClock clock;
  private final Overload overload;
  private final long period;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * A watchdog that does not watch yet.
   *
   * @param watches one for each loop
   * @param clock is kept
   * @param overload is told when to look
   * @param period time between two looks while a handler is seen to run
   */
  Watchdog(List<LoopWatch> watches, CoarseClock clock, Overload overload, Duration period) {
    this.watches = List.copyOf(watches);
    this.clock = clock;
    this.overload = overload;
    this.period = period.toNanos();
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("covet-watchdog")
            .inheritInheritableThreadLocals(false)
            .unstarted(this::run);
  }

  /** Starts the thread; once. */
  void start() {
    thread.start();
  }

  /** Whether a loop is held for so long that it does not accept. */
  boolean stuck() {
    for (LoopWatch watch : watches) {
      if (watch.stuck()) {
        return true;
      }
    }
    return false;
  }

  /** Ends the thread soon. */
  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    Rounds rounds = new Rounds();
    while (!closed) {
      rounds.next();
    }
  }

  /**
   * What its thread keeps from look to look; made by that thread. A look is a method of its own, or
   * the JVM would interpret it for minutes.
   */
  private final class Rounds {
    private final StolenTime stolen = new StolenTime(Runnable::run);
    private long before = System.nanoTime();
    private long stolenBefore;
    private boolean running;
    private boolean ran;
    private boolean counting;
    private int quiet;

    void next() {
      long sleep = sleep(running, quiet, period);
      LockSupport.parkNanos(sleep);
      long now = System.nanoTime();
      clock.nanos(now);
      long passed = now - before;
      before = now;
      if (counting) {
        long stolenNow = stolen.nanos();
        passed = counted(passed, sleep, stolenNow - stolenBefore);
        stolenBefore = stolenNow;
      }
      boolean wasCounting = counting;
      look(now, passed);
      quiet = running || ran ? 0 : Math.min(quiet + 1, QUIET_LOOKS);
      if (counting && !wasCounting) {
        // These counts of the kernel are dear: they are read only while a time is counted.
        stolenBefore = stolen.nanos();
      }
    }

    private void look(long now, long passed) {
      running = false;
      ran = false;
      counting = false;
      for (LoopWatch watch : watches) {
        try {
          running |= watch.look(now, passed);
        } catch (RuntimeException | Error failure) {
          LOG.log(Level.ERROR, "the watchdog failed to look at a loop", failure);
        }
        ran |= watch.ran();
        counting |= watch.counting();
      }
      try {
        overload.look(now);
      } catch (RuntimeException | Error failure) {
        LOG.log(Level.ERROR, "the watchdog failed to look for overload", failure);
      }
    }
  }

  /**
   * How long it sleeps: each time that it wakes takes the CPU from a loop where they share one.
   *
   * @param running whether something ran on a loop when it looked
   * @param quiet looks between which nothing has run
   */
  static long sleep(boolean running, int quiet, long period) {
    return running ? period : period * (quiet < QUIET_LOOKS ? CALM_FACTOR : QUIET_FACTOR);
  }

  /**
   * What counts of the time between two looks. This thread wants to sleep for a period; if it slept
   * longer, and not because others had the CPU, then the whole JVM was paused (by its garbage
   * collector, say), and no handler is to blame. All in nanoseconds.
   */
  static long counted(long passed, long period, long stolen) {
    return passed - Math.max(0, passed - period - stolen);
  }
}

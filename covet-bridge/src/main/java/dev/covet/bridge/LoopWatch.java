package dev.covet.bridge;

import dev.covet.engine.Carried;
import dev.covet.engine.EventLoop;
import dev.covet.spi.ServingPlan;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the watchdog knows about one loop: what holds it, and for how long. A hold is one run of a
 * handler, from one park to the next. Time in which nothing could run (a pause of the JVM, a CPU
 * that others had) does not count. Watchdog only, except {@link #stuck()}.
 */
final class LoopWatch {
  /** After this time the loop stops accepting: new connections are better off elsewhere. */
  static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");
  private static final int GROWTH = 8;

  private final EventLoop loop;
  private final LongestHold longest = new LongestHold();
  private @Nullable TaskDelay delay;
  private final LongSupplier stolen;
  private final Executor interrupter;
  private volatile boolean stuck;

  private long run;
  private long held;
  private long stolenBefore;
  private long nextLog;
  private boolean interrupted;
  private boolean counting;
  private boolean ran;

  /**
   * A watch for one loop.
   *
   * @param loop the loop
   * @param stolen how long its thread waited for a CPU so far, in nanoseconds
   * @param interrupter interrupts handlers, which may block
   */
  LoopWatch(EventLoop loop, LongSupplier stolen, Executor interrupter) {
    this.loop = loop;
    this.stolen = stolen;
    this.interrupter = interrupter;
  }

  /** From now on tells how long tasks wait, too; before the watchdog starts. */
  void measure() {
    delay = new TaskDelay(loop);
  }

  /** What it knows of the loop; any thread. */
  LongestHold longest() {
    return longest;
  }

  /** How long a task waits for its turn, 0 if that is not measured; any thread. */
  long delayNanos(long now) {
    return delay == null ? 0 : delay.nanos(now);
  }

  /** Whether one run of a handler holds the loop for long by now; watchdog only. */
  boolean holds() {
    return held >= RouteState.LONG_NANOS;
  }

  /** Whether the loop is held for so long that it does not accept; any thread. */
  boolean stuck() {
    return stuck;
  }

  /** Whether what ran at the last look ran at the one before: its time is counted from then on. */
  boolean counting() {
    return counting;
  }

  /** Whether the last look saw that a handler had run since the one before. */
  boolean ran() {
    return ran;
  }

  /**
   * Looks at the loop.
   *
   * @param now the time
   * @param passed what counts of the time since the last look, in nanoseconds
   * @return whether something runs on the loop
   */
  boolean look(long now, long passed) {
    if (delay != null) {
      delay.look(now);
    }
    long current = loop.carries();
    ran = current != run;
    if ((current & 1) == 0 || current != run) {
      run = current;
      held = 0;
      nextLog = RouteState.LONG_NANOS;
      interrupted = false;
      counting = false;
      if (stuck) {
        stuck = false;
        loop.accepting(true);
        LOG.log(
            Level.WARNING, "event loop " + loop.index() + " is free again and accepts connections");
      }
      return (current & 1) != 0;
    }
    if (!counting) {
      // Only what is seen twice is worth a look at the kernel's counts; the time begins here.
      counting = true;
      stolenBefore = stolen.getAsLong();
      return true;
    }
    held += passed;
    long time = held - (stolen.getAsLong() - stolenBefore);
    Carried carried = loop.carrying();
    if (time >= RouteState.LONG_NANOS && carried != null) {
      hold(carried, now, time);
    }
    return true;
  }

  private void hold(Carried carried, long now, long time) {
    if (loop.carries() != run) {
      return;
    }
    longest.seen(time, carried.describe(), now);
    boolean demoted = false;
    if (carried instanceof RouteThread thread) {
      demoted = thread.route().held(now);
      if (thread.route().plan().placement() == ServingPlan.Placement.AUTO) {
        thread.move();
      }
    }
    if (carried instanceof RequestTask task && !interrupted && task.pastDeadline(now)) {
      interrupted = true;
      interrupter.execute(task::interrupt);
    }
    if (time >= nextLog) {
      while (nextLog <= time) {
        nextLog *= GROWTH;
      }
      if (time >= STUCK_NANOS
          || !(carried instanceof RouteThread thread)
          || thread.route().mayReport(now)) {
        report(carried, time, demoted);
      }
    }
    if (time >= STUCK_NANOS && !stuck) {
      stuck = true;
      loop.accepting(false);
      LOG.log(
          Level.ERROR,
          "event loop " + loop.index() + " is stuck: it accepts no connections until it is free");
    }
  }

  private void report(Carried carried, long time, boolean demoted) {
    StringBuilder text = new StringBuilder(512);
    text.append(carried.describe())
        .append(" holds event loop ")
        .append(loop.index())
        .append(" for ");
    text.append(TimeUnit.NANOSECONDS.toMillis(time)).append(" ms");
    text.append(
        demoted
            ? "; its next requests run on spare threads"
            : "; give the route .offload() if this is how it works");
    Thread thread = carried.thread();
    if (thread != null) {
      for (StackTraceElement frame : thread.getStackTrace()) {
        text.append("\n\tat ").append(frame);
      }
    }
    LOG.log(Level.WARNING, text::toString);
  }
}

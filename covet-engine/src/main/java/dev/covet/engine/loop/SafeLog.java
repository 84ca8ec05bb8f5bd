package dev.covet.engine.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Logging from event loops. A log may block, on a full pipe or a lock: while a loop waited, none of
 * its connections would be served, and if a handler's thread holds that lock and only this loop can
 * continue it, the loop would wait for ever. So lines of platform threads are written by one thread
 * of its own, in their order; it ends when there is nothing to write. At most {@value #MOST} lines
 * wait, more are lost and counted. Virtual threads write by themselves.
 *
 * <p>A failure of the log hurts nobody: one that can not be written (no memory, no descriptor for
 * what a formatter reads) must not end the loop that wanted to write it. Safe for any thread.
 */
public final class SafeLog {
  /** Lines that may wait. */
  static final int MOST = 1_000;

  private static final Logger LOG = System.getLogger("dev.covet.engine");
  private static final LongAdder LOST = new LongAdder();
  private static final ThreadPoolExecutor WRITER =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST),
          Thread.ofPlatform()
              .daemon()
              .name("covet-log")
              .inheritInheritableThreadLocals(false)
              .factory(),
          (line, writer) -> lost(line));

  static {
    WRITER.allowCoreThreadTimeOut(true);
  }

  private SafeLog() {}

  /**
   * Reads what the first line of a log would read from files, these classes and the time zones:
   * when the line tells that no descriptor is left, it is too late, and for time zones for ever.
   */
  public static void prepare() {
    Objects.requireNonNull(ZoneId.systemDefault().getRules());
    flush();
  }

  /**
   * Logs, or does not.
   *
   * @param log where to
   * @param level how bad it is
   * @param text a line
   * @param cause with its stack, or null
   */
  public static void log(Logger log, Level level, String text, @Nullable Throwable cause) {
    try {
      if (!log.isLoggable(level)) {
        return;
      }
      if (Thread.currentThread().isVirtual()) {
        new Line(log, level, text, cause).run();
      } else {
        WRITER.execute(new Line(log, level, text, cause));
      }
    } catch (Throwable lost) {
      // No thread, no memory: there is nobody left to tell.
      LOST.increment();
    }
  }

  /**
   * Waits until what was logged before is written, a second at most: a log may be blocked. Not for
   * event loops. Throws nothing, as whoever stops a server has more to do.
   */
  public static void flush() {
    CountDownLatch written = new CountDownLatch(1);
    try {
      WRITER.execute(written::countDown);
      boolean ignored = written.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable noThread) {
      // Then there is nobody to wait for.
      return;
    }
  }

  private static void lost(Runnable task) {
    if (task instanceof Line) {
      LOST.increment();
    }
  }

  private record Line(Logger log, Level level, String text, @Nullable Throwable cause)
      implements Runnable {
    @Override
    public void run() {
      try {
        log.log(level, text, cause);
        long lost = LOST.sumThenReset();
        if (lost != 0) {
          LOG.log(Level.WARNING, lost + " lines of the log were lost before this one");
        }
      } catch (Throwable failure) {
        LOST.increment();
      }
    }
  }
}

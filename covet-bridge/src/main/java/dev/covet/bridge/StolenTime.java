package dev.covet.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How long a thread was ready to run and got no CPU, because others had it: for a loop, that is no
 * fault of a handler. Linux counts it for each thread ({@code /proc/…/schedstat}); elsewhere it is
 * taken for zero. Read by the watchdog alone, and only while something holds a loop.
 *
 * <p>The kernel adds a wait to its count when it is over. A wait that goes on shows in this: the
 * thread is ready to run, and its CPU time stands still.
 */
final class StolenTime {
  /** The folder of the thread, once it has told it. */
  private volatile @Nullable Path folder;

  private long cpu = -1;
  private long moved;

  /**
   * Asks the thread for its number.
   *
   * @param thread runs a task on the thread
   */
  StolenTime(Executor thread) {
    thread.execute(this::find);
  }

  private void find() {
    try {
      folder = Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
    } catch (IOException | RuntimeException e) {
      folder = null;
    }
  }

  /** Nanoseconds since the thread's start, 0 if not known. */
  long nanos() {
    Path known = folder;
    if (known == null) {
      return 0;
    }
    try {
      String[] counts = Files.readString(known.resolve("schedstat")).trim().split(" ", -1);
      String stat = Files.readString(known.resolve("stat"));
      // The name of the thread stands in brackets and may hold anything.
      boolean ready = stat.startsWith("R", stat.lastIndexOf(')') + 2);
      return Long.parseLong(counts[1])
          + waiting(ready, Long.parseLong(counts[0]), System.nanoTime());
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** For how long the CPU time of a thread that is ready has not moved. */
  long waiting(boolean ready, long cpuNow, long now) {
    if (!ready || cpuNow != cpu) {
      cpu = cpuNow;
      moved = now;
    }
    return now - moved;
  }
}

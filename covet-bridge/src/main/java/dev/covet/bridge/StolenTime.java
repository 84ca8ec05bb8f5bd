package dev.covet.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How long a thread was ready to run and got no CPU, because others had it: for a loop, that is no
 * fault of a handler. Linux counts it for each thread ({@code /proc/…/schedstat}); elsewhere it is
 * taken for zero. Read by the watchdog, and only while something holds a loop.
 */
final class StolenTime {
  private volatile @Nullable Path file;

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
      file =
          Path.of("/proc")
              .resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")))
              .resolve("schedstat");
    } catch (IOException | RuntimeException e) {
      file = null;
    }
  }

  /** Nanoseconds since the thread's start, 0 if not known. */
  long nanos() {
    Path known = file;
    if (known == null) {
      return 0;
    }
    try {
      String[] fields = Files.readString(known).trim().split(" ", -1);
      return Long.parseLong(fields[1]);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}

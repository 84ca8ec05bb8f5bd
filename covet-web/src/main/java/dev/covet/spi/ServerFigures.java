package dev.covet.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of a running server, for metrics. Any thread may ask, a few times a second. */
public interface ServerFigures {
  /** {@return what it is doing right now; null if this server does not tell} */
  default @Nullable ServerView view() {
    return null;
  }

  /** {@return the event loops in order} */
  List<Loop> loops();

  /** {@return threads of requests that have not ended, those past their deadline included} */
  long handlers();

  /** {@return those of them whose requests were answered for them} */
  int orphans();

  /** {@return bytes outside the heap that buffers for sockets take} */
  long bufferBytes();

  /** {@return where the routes are served now} */
  Placements placements();

  /**
   * Where routes are served.
   *
   * @param loop routes whose handlers run on the event loops
   * @param probation those that have to prove that they do not hold their thread, or have held one
   * @param offload those of the JDK's scheduler
   */
  record Placements(int loop, int probation, int offload) {}

  /**
   * One event loop.
   *
   * @param index from 0
   * @param connections open ones
   * @param cpuNanos CPU time of its thread since the start; negative if the JVM can not tell
   * @param accepting false while a handler holds it for so long that it takes no connections
   * @param delayNanos how long a task of another thread waited for its turn when that was last
   *     tried, or waits by now
   * @param longestHoldNanos the longest time in the last one to two minutes in which one run of a
   *     handler held it; 0 if none was long enough to be noticed
   * @param longestHold the route of that handler, perhaps empty
   */
  record Loop(
      int index,
      int connections,
      long cpuNanos,
      boolean accepting,
      long delayNanos,
      long longestHoldNanos,
      String longestHold) {}
}

package dev.covet.engine.loop;

import dev.covet.engine.Carried;
import java.util.concurrent.Executor;

/** Where continuations and tasks of a closed loop go: on, with the JDK's default scheduler. */
final class Orphans {
  private static final Executor DEFAULT =
      task -> Thread.ofVirtual().inheritInheritableThreadLocals(false).start(task);

  private Orphans() {}

  static void run(Runnable task) {
    if (task instanceof Carried carried) {
      carried.move();
      Runnable continuation = carried.take();
      if (continuation != null) {
        carried.elsewhere(continuation);
      }
    } else {
      DEFAULT.execute(task);
    }
  }
}

package dev.covet.bridge;

import dev.covet.engine.EventLoop;
import java.util.List;

/**
 * Finds the request that a thread serves, for {@code Deadline.current()}. It costs nothing where nobody asks: a thread on a
 * loop is found by looking at what the loops carry; only threads away from the loops have a binding.
 */
final class CurrentTask {
  private static final ScopedValue<RequestTask> BOUND = ScopedValue.newInstance();

  private CurrentTask() {}

  /** Runs a request's own thread away from the loops. */
  static void call(RequestTask task) {
    ScopedValue.where(BOUND, task).run(task);
  }

  /** Runs work that belongs to a request on another thread. */
  static void call(RequestTask task, Runnable work) {
    ScopedValue.where(BOUND, task).run(work);
  }

  /**
   * The deadline of what the calling thread works for.
   *
   * @param loops where to look
   * @return on the scale of {@link System#nanoTime()}, or {@link Long#MAX_VALUE} if there is none
   */
  static long deadlineNanos(List<EventLoop> loops) {
    if (BOUND.isBound()) {
      return BOUND.get().deadlineNanos();
    }
    Thread current = Thread.currentThread();
    for (EventLoop loop : loops) {
      if (loop.carrying() instanceof RequestTask task && task.thread() == current) {
        return task.deadlineNanos();
      }
    }
    return Long.MAX_VALUE;
  }
}

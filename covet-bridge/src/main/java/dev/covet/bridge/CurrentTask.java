package dev.covet.bridge;

import dev.covet.engine.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Finds the request that a thread works for, for {@code Deadline.current()}. It costs nothing where
 * nobody asks: the request is the scheduler of its own thread, and only threads of the JDK's
 * default scheduler have a binding. Threads that a handler starts by itself may outlive the
 * request, so they do not count, unlike those of {@code req.executor()}.
 */
final class CurrentTask {
  private static final ScopedValue<RequestTask> BOUND = ScopedValue.newInstance();

  private CurrentTask() {}

  /**
   * Runs work that belongs to a request, its own included, on a thread of the default scheduler.
   */
  static void call(RequestTask task, Runnable work) {
    ScopedValue.where(BOUND, task).run(work);
  }

  /** The request that the calling thread works for, or null. */
  static @Nullable RequestTask find() {
    if (BOUND.isBound()) {
      return BOUND.get();
    }
    Thread current = Thread.currentThread();
    return VirtualThreads.scheduler(current) instanceof RequestTask task && task.thread() == current
        ? task
        : null;
  }

  /**
   * The deadline of what the calling thread works for, on the scale of {@link System#nanoTime()},
   * or {@link Long#MAX_VALUE} if there is none.
   */
  static long deadlineNanos() {
    RequestTask task = find();
    return task == null ? Long.MAX_VALUE : task.deadlineNanos();
  }

  private static @Nullable EventLoop loop() {
    Thread current = Thread.currentThread();
    return VirtualThreads.scheduler(current) instanceof RouteThread own && own.thread() == current
        ? own.loop()
        : null;
  }

  /**
   * Whether the calling virtual thread is carried by its loop and can not leave it now (it is
   * inside a class initialiser, or native code called back). The only exact way is to try: a yield
   * comes back on the next turn of the loop, unless the thread is pinned, when it does nothing.
   * Costs one turn of the loop.
   */
  @SuppressWarnings("ThreadPriorityCheck") // not for scheduling: it is the test itself
  static boolean pinnedToLoop() {
    EventLoop loop = loop();
    if (loop == null || !loop.inLoop()) {
      return false;
    }
    long run = loop.carries();
    Thread.yield();
    return loop.carries() == run;
  }
}

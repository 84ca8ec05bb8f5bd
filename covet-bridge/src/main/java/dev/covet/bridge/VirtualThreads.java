package dev.covet.bridge;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes virtual threads with a scheduler of our own. JDK 25 has the factory for it, but keeps it
 * package-private in {@code java.lang}: it is there once that package is open to us ({@value
 * #OPEN_LANG}). Otherwise {@link #closed()} tells why, and only the threads of {@link #offloaded}
 * can be had.
 *
 * <p>All threads are unnamed and inherit no thread-locals: what one request leaves behind, another
 * one must not find. Safe for any thread.
 */
final class VirtualThreads {
  /** The flag that opens the fast path. */
  static final String OPEN_LANG = "--add-opens java.base/java.lang=ALL-UNNAMED";

  /** {@code Thread.NO_INHERIT_THREAD_LOCALS} of the JDK. */
  private static final int NO_INHERIT_THREAD_LOCALS = 1 << 2;

  // Static and final, so that the JIT compiles the call as if it were written in Java.
  private static final @Nullable MethodHandle NEW_THREAD;
  private static final @Nullable MethodHandle SCHEDULER;
  private static final @Nullable Executor DEFAULT_SCHEDULER;
  private static final @Nullable Throwable CLOSED;

  static {
    MethodHandle newThread = null;
    MethodHandle schedulerOf = null;
    Executor scheduler = null;
    Throwable closed = null;
    try {
      schedulerOf = findScheduler();
      scheduler = findDefaultScheduler();
      newThread = findFactory();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      schedulerOf = null;
      scheduler = null;
      closed = e;
    }
    NEW_THREAD = newThread;
    SCHEDULER = schedulerOf;
    DEFAULT_SCHEDULER = scheduler;
    CLOSED = closed;
  }

  private VirtualThreads() {}

  /** Why {@link #unstarted} can not work, or null if it can. */
  static @Nullable Throwable closed() {
    return CLOSED;
  }

  /**
   * A virtual thread that runs wherever its scheduler puts it; not started.
   *
   * @param scheduler gets each continuation; must neither throw nor block, and run them on platform
   *     threads
   * @param task what the thread does
   * @return the thread
   * @throws IllegalStateException if {@link #closed()} is not null
   */
  static Thread unstarted(Executor scheduler, Runnable task) {
    MethodHandle factory = NEW_THREAD;
    if (factory == null) {
      throw new IllegalStateException("virtual threads need " + OPEN_LANG, CLOSED);
    }
    try {
      return (Thread) factory.invokeExact(scheduler, (String) null, NO_INHERIT_THREAD_LOCALS, task);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the JDK's thread factory failed", e);
    }
  }

  /**
   * A virtual thread of the JDK's default scheduler, not started. Whoever calls, the scheduler of
   * the calling thread is not inherited where that can be avoided.
   *
   * @param task what the thread does
   * @return the thread
   */
  static Thread offloaded(Runnable task) {
    Executor scheduler = DEFAULT_SCHEDULER;
    // Without the factory no thread has any other scheduler, so there is nothing else to inherit.
    return scheduler == null
        ? Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(task)
        : unstarted(scheduler, task);
  }

  /**
   * Runs a continuation of a thread of {@link #unstarted} on a carrier of the JDK's default
   * scheduler.
   *
   * @param continuation what its own scheduler was given
   */
  static void continueOnDefault(Runnable continuation) {
    Executor scheduler = DEFAULT_SCHEDULER;
    if (scheduler == null) {
      throw new IllegalStateException("no thread has a scheduler of its own here", CLOSED);
    }
    scheduler.execute(continuation);
  }

  /**
   * The scheduler of a virtual thread, which may be inherited from the thread that started it.
   *
   * @param thread a thread
   * @return its scheduler, or null if it is a platform thread or {@link #closed()} is not null
   */
  static @Nullable Executor scheduler(Thread thread) {
    MethodHandle getter = SCHEDULER;
    if (getter == null || !thread.isVirtual()) {
      return null;
    }
    try {
      return (Executor) getter.invokeExact(thread);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("reading a field failed", e);
    }
  }

  private static MethodHandle findScheduler() throws ReflectiveOperationException {
    Class<?> virtualThread = Class.forName("java.lang.VirtualThread");
    return MethodHandles.privateLookupIn(virtualThread, MethodHandles.lookup())
        .findGetter(virtualThread, "scheduler", Executor.class)
        .asType(MethodType.methodType(Executor.class, Thread.class));
  }

  private static MethodHandle findFactory() throws ReflectiveOperationException {
    Class<?> builders = Class.forName("java.lang.ThreadBuilders");
    return MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
        .findStatic(
            builders,
            "newVirtualThread",
            MethodType.methodType(
                Thread.class, Executor.class, String.class, int.class, Runnable.class));
  }

  private static Executor findDefaultScheduler() throws ReflectiveOperationException {
    Class<?> virtualThread = Class.forName("java.lang.VirtualThread");
    MethodHandle getter =
        MethodHandles.privateLookupIn(virtualThread, MethodHandles.lookup())
            .findStatic(virtualThread, "defaultScheduler", MethodType.methodType(Executor.class));
    try {
      return (Executor) getter.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }
}

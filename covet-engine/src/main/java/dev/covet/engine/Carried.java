package dev.covet.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that an {@link EventLoop} carries. The owner of the thread hands each
 * continuation over by {@link EventLoop#resume}; the loop runs it in its turn.
 */
public abstract class Carried implements Runnable {
  private static final VarHandle THREAD;

  static {
    try {
      THREAD = MethodHandles.lookup().findVarHandle(Carried.class, "thread", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Written before the thread starts, read by the loop and by the thread itself. */
  private volatile @Nullable Thread thread;

  /**
   * The continuation to run next: handed over by whoever made the thread ready, taken by the loop.
   */
  private volatile @Nullable Runnable continuation;

  /** Once true the thread never runs on the loop again. */
  private volatile boolean moved;

  /** For subclasses. */
  protected Carried() {}

  /**
   * Names the thread; to be called before it is started.
   *
   * @param thread the virtual thread
   */
  protected final void thread(Thread thread) {
    // The start orders it before all that the thread does; others may see it a moment later. A
    // volatile write would cost each request a full fence.
    THREAD.setRelease(this, thread);
  }

  /** {@return the thread, or null before it was named} */
  public final @Nullable Thread thread() {
    return thread;
  }

  /** {@return whether the thread has left the loop for good} */
  public final boolean moved() {
    return moved;
  }

  /**
   * Makes the thread leave the loop at its next park; its owner must send the next continuation
   * elsewhere.
   */
  public final void move() {
    moved = true;
  }

  /**
   * Hands the continuation over to a loop, which takes it once. A thread has at most one
   * continuation at a time.
   *
   * @param next what to run
   */
  public final void ready(Runnable next) {
    continuation = next;
  }

  /** {@return the continuation that was handed over, or null if it was taken already} */
  public final @Nullable Runnable take() {
    Runnable next = continuation;
    continuation = null;
    return next;
  }

  /**
   * Runs a continuation on a carrier outside the loop, because the loop has closed or the thread
   * has moved. Any thread; must not throw or block.
   *
   * @param next what to run
   */
  public abstract void elsewhere(Runnable next);

  /** {@return what is being run, for the log of a held loop: method and route} */
  public abstract String describe();
}

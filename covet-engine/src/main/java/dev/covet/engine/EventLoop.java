package dev.covet.engine;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One event loop as the code that serves exchanges sees it. A connection lives and dies on its
 * loop.
 */
public abstract class EventLoop implements Executor {
  /** For the engine. */
  protected EventLoop() {}

  /** {@return from 0} */
  public abstract int index();

  /**
   * Runs a task on the loop's own thread in one of its next turns. Any thread; never throws and
   * never blocks. When the loop is closed the task goes to the JDK's default scheduler.
   */
  @Override
  public abstract void execute(Runnable task);

  /**
   * Makes a carried thread ready with its continuation: it runs in the next turn. Same guarantees
   * as {@link #execute}.
   *
   * @param carried the thread
   * @param continuation what to run
   */
  public abstract void resume(Carried carried, Runnable continuation);

  /**
   * Runs a carried thread's continuation now, on the calling thread, which must be the loop's own.
   *
   * @param carried the thread
   * @param continuation what to run
   */
  public abstract void carry(Carried carried, Runnable continuation);

  /**
   * {@return whether the calling thread is the loop's own or the virtual thread that it carries
   * right now}
   */
  public abstract boolean inLoop();

  /** {@return the loop's own thread} */
  public abstract Thread thread();

  /**
   * {@return odd while a carried continuation runs, changed at its begin and end; any thread may
   * sample it}
   */
  public abstract long carries();

  /** {@return what is carried now; for the watchdog: any thread, may be stale} */
  public abstract @Nullable Carried carrying();

  /**
   * Makes this loop stop or resume accepting; any thread, also while the loop is held.
   *
   * @param accept whether it takes new connections
   */
  public abstract void accepting(boolean accept);
}

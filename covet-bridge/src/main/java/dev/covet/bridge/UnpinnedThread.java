package dev.covet.bridge;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;

/**
 * One platform thread that is started before any loop is bound to a CPU. Threads inherit the CPU
 * affinity of the thread that starts them, and the JDK's default scheduler starts its carriers on
 * the thread that submits; so whatever might start a thread is handed to this one. Its tasks are
 * short.
 *
 * <p>{@link #execute} never throws and never blocks, also after {@link #close}; each entry of the
 * queue stands for a request that is under way.
 */
final class UnpinnedThread implements Executor {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private final LinkedTransferQueue<Runnable> queue = new LinkedTransferQueue<>();
  private volatile boolean direct;
  private volatile boolean closing;
  private volatile boolean ended;

  /** Starts the thread, with the affinity of the calling one. */
  UnpinnedThread() {
    Thread.ofPlatform()
        .daemon()
        .name("covet-starter")
        .inheritInheritableThreadLocals(false)
        .start(this::run);
  }

  @Override
  public void execute(Runnable task) {
    if (direct) {
      runOne(task);
      return;
    }
    queue.put(task);
    if (ended) {
      runQueued();
    }
  }

  /**
   * From now on tasks run on the calling thread, because no thread here is bound to a CPU: saves
   * the hand-over.
   */
  void direct() {
    direct = true;
  }

  /** Lets the thread end; later tasks run on the calling thread. */
  void close() {
    direct = true;
    closing = true;
    queue.put(() -> {}); // wakes the thread
  }

  private void run() {
    while (!closing) {
      try {
        runOne(queue.take());
      } catch (InterruptedException e) {
        // Nobody has a reason to: go on, because requests wait for this thread.
      }
    }
    ended = true;
    runQueued();
  }

  /** What came in while the thread was ending; each task is taken once. */
  private void runQueued() {
    for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
      runOne(task);
    }
  }

  private static void runOne(Runnable task) {
    try {
      task.run();
    } catch (Throwable failure) {
      LOG.log(Level.ERROR, "starting a thread failed", failure);
    }
  }
}

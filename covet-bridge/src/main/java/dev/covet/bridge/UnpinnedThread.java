package dev.covet.bridge;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;

/**
 * One platform thread that is started before any loop is bound to a CPU. Threads inherit the CPU affinity of the thread
 * that starts them, and the JDK's default scheduler starts its carriers on the thread that submits; so whatever might
 * start a thread is handed to this one. Its tasks are short.
 *
 * <p>{@link #execute} never throws and never blocks; each entry of the queue stands for a request that is under way.
 */
final class UnpinnedThread implements Executor {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");
  private static final Runnable END = () -> {};

  private final LinkedTransferQueue<Runnable> queue = new LinkedTransferQueue<>();

  /** Starts the thread, with the affinity of the calling one. */
  UnpinnedThread() {
    Thread.ofPlatform().daemon().name("covet-starter").inheritInheritableThreadLocals(false).start(this::run);
  }

  @Override
  public void execute(Runnable task) {
    queue.put(task);
  }

  /** Lets the thread end after what is queued. Later tasks run nowhere, so this comes last. */
  void close() {
    queue.put(END);
  }

  private void run() {
    while (true) {
      try {
        Runnable task = queue.take();
        if (task == END) {
          return;
        }
        task.run();
      } catch (Throwable failure) {
        // The thread has to go on whatever happens: requests wait for it.
        LOG.log(Level.ERROR, "starting a thread failed", failure);
      }
    }
  }
}

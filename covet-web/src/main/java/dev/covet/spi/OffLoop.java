package dev.covet.spi;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/**
 * Work that would hold an event loop when the virtual thread of a request did it: looking up a
 * name, a TLS handshake, reading a large document. A virtual thread that another one starts may be
 * carried by the same loop, so this takes a platform thread. For rare work only: each has its own.
 */
public final class OffLoop {
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("covet-off-loop-", 0).factory();

  private OffLoop() {}

  /** {@return threads for work that goes on after a request; platform threads, daemons} */
  public static ThreadFactory threads() {
    return THREADS;
  }

  /**
   * {@return what the work returns; the calling thread waits, and holds nothing if it is virtual}
   *
   * @param work is interrupted when the calling thread is
   * @param <T> its result
   * @throws IOException what the work throws, or has as its cause
   * @throws InterruptedException if the calling thread is interrupted, as by a deadline
   */
  public static <T> T call(Callable<T> work) throws IOException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    THREADS.newThread(task).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    } finally {
      task.cancel(true);
    }
  }
}

package dev.covet;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs blocking file calls on a few platform threads, because a virtual thread that reads a file
 * holds the event loop that carries it. The caller waits, parked. The threads are started with the
 * application, so that none is made by a pinned loop; the queue holds at most one call for each
 * request in service.
 */
final class FileWork {
  private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("covet-files-", 0).factory());

  private FileWork() {}

  /** Starts the threads. */
  static void warmUp() {
    POOL.prestartAllCoreThreads();
  }

  /** Runs something without waiting for it. */
  static void later(Runnable work) {
    POOL.execute(work);
  }

  static <T> T call(Callable<T> work) throws IOException {
    Future<T> future = POOL.submit(work);
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false); // an interrupt inside would close channels; the call ends by itself
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted in file work").initCause(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IOException(e);
      }
    }
  }
}

package dev.covet.password;

import dev.covet.HttpException;
import dev.covet.http.Status;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Computes on a few platform threads, because a virtual thread that computes holds the event loop
 * that carries it. The caller waits, parked; so many may wait, others are refused at once. A thread
 * that nobody needs ends after half a minute.
 */
final class HashingPool {
  private final ThreadPoolExecutor pool;

  HashingPool(int threads, int waiting) {
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("covet-passwords-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /** A thread for every second processor, so that the loops get on meanwhile. */
  static int standardThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /**
   * Computes something.
   *
   * @throws HttpException 503 if too many wait, or the caller is interrupted
   */
  <T> T call(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      throw new HttpException(
              Status.SERVICE_UNAVAILABLE, "Too many log in at once; try again soon.")
          .header("Retry-After", "1");
    }
    try {
      return task.get();
    } catch (InterruptedException e) {
      task.cancel(false);
      pool.remove(task); // else it would keep a place in the line
      Thread.currentThread().interrupt();
      throw new HttpException(Status.SERVICE_UNAVAILABLE, "the request was interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** How many computations have ended; those of just now may be missing. */
  long done() {
    return pool.getCompletedTaskCount();
  }

  int waiting() {
    return pool.getQueue().size();
  }
}

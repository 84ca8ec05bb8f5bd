package dev.covet.test;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits in tests: what takes too long, or is interrupted, fails them. */
final class Waiting {
  private Waiting() {}

  static <T> T get(Future<T> future, Duration timeout) throws ExecutionException {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("nothing happened within " + timeout, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static AssertionError interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new AssertionError("the test was interrupted", cause);
  }
}

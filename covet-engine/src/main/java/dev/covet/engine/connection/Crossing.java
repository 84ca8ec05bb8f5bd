package dev.covet.engine.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One blocking call of a thread that serves a request: bytes it wants to read, or bytes it wants to
 * be written. The loop works on it as it can; the thread parks until it is done. Either the loop
 * ends it, or its thread gives it up after an interrupt; never both, so the loop can not touch an
 * array whose owner has gone on.
 */
public final class Crossing {
  private static final int WAITING = 0;
  private static final int WORKING = 1;
  private static final int DONE = 2;
  private static final int GIVEN_UP = 3;

  public final byte[] bytes;
  public int offset;
  public final int end;
  private final Thread waiter = Thread.currentThread();
  private final AtomicInteger state = new AtomicInteger(WAITING);

  /** The thread was interrupted while the loop worked: it gives up when the loop pauses. */
  private volatile boolean leaving;

  private int result;
  private @Nullable IOException failure;

  public Crossing(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = offset + length;
  }

  public int left() {
    return end - offset;
  }

  /**
   * Loop: begins to work on the arrays; false if the thread has given up. Ended by {@link #pause}
   * or a result.
   */
  public boolean work() {
    return state.compareAndSet(WAITING, WORKING);
  }

  /** Loop: leaves it for later. */
  public void pause() {
    state.set(WAITING);
    if (leaving) {
      LockSupport.unpark(waiter);
    }
  }

  /** Loop, while working: it is done. */
  public void done(int value) {
    result = value;
    state.set(DONE);
    LockSupport.unpark(waiter);
  }

  /** Loop, while not working: it failed. */
  public void fail(IOException cause) {
    if (work()) {
      failNow(cause);
    }
  }

  /** Loop, while working: it failed. */
  public void failNow(IOException cause) {
    failure = cause;
    state.set(DONE);
    LockSupport.unpark(waiter);
  }

  /** Thread: waits for the loop. */
  public int await() throws IOException {
    while (state.get() != DONE) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        leaving = true;
      }
      if (leaving && state.compareAndSet(WAITING, GIVEN_UP)) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the client");
      }
    }
    if (leaving) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      // A fresh exception, so that the trace is the caller's.
      throw new IOException(failure.getMessage(), failure);
    }
    return result;
  }
}

package dev.covet.spi;

import java.util.concurrent.Executor;

/** What a request may ask of the server that serves it. */
public interface ServerCalls {
  /**
   * {@return starts virtual threads on the JDK's scheduler that carry the deadline of the request}
   */
  Executor executor();

  /**
   * {@return the deadline on the scale of {@link System#nanoTime()}, or {@link Long#MAX_VALUE} if
   * there is none}
   */
  long deadlineNanos();

  /**
   * Says that the calling thread, which serves the request, waits for its turn from now on, and
   * shall be interrupted if the client goes away. {@link #endWait()} must follow.
   *
   * @return false if the client is gone already: there is nothing to wait for, and {@code endWait}
   *     must not follow
   */
  default boolean beginWait() {
    return true;
  }

  /**
   * Says that the wait is over.
   *
   * @return false if the client went away meanwhile
   */
  default boolean endWait() {
    return true;
  }

  /**
   * Says that the answer is one without an end of its own, until {@link #streamClosed}. If the
   * client is gone or the server stops already, the stream is told at once.
   *
   * @param stream is told
   */
  default void streamOpened(LiveStream stream) {}

  /**
   * Says that nothing need be told any more.
   *
   * @param stream the one that was opened
   */
  default void streamClosed(LiveStream stream) {}
}

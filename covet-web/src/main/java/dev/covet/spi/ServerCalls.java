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
}

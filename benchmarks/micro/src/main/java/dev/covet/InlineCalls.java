package dev.covet;

import dev.covet.spi.ServerCalls;
import java.util.concurrent.Executor;

/** What a request asks of its server, without one: all on the calling thread, without a limit. */
final class InlineCalls implements ServerCalls {
  @Override
  public Executor executor() {
    return Runnable::run;
  }

  @Override
  public long deadlineNanos() {
    return Long.MAX_VALUE;
  }
}

package dev.covet.spi;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a body that is produced finds the server that sends it, by the thread that works for the
 * request. A server installs its way once; costs nothing where nobody asks. Safe for any thread.
 */
public final class CurrentCalls {
  /** No server: nothing is told. */
  private static final ServerCalls NONE =
      new ServerCalls() {
        @Override
        public Executor executor() {
          return work -> Thread.startVirtualThread(work);
        }

        @Override
        public long deadlineNanos() {
          return Long.MAX_VALUE;
        }
      };

  private static volatile Supplier<? extends @Nullable ServerCalls> source = () -> null;

  private CurrentCalls() {}

  /**
   * Installs the source.
   *
   * @param source gives the calls of the calling thread's request, or null; must not block
   */
  public static void source(Supplier<? extends @Nullable ServerCalls> source) {
    CurrentCalls.source = source;
  }

  /** {@return the calls of the calling thread's request; ones that do nothing if it has none} */
  public static ServerCalls find() {
    ServerCalls calls = source.get();
    return calls == null ? NONE : calls;
  }
}

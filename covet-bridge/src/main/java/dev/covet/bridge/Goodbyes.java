package dev.covet.bridge;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the application does in a stop before its WebSockets are closed. Safe for any thread; costs
 * nothing for sockets that left nothing.
 */
final class Goodbyes {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private final Map<SocketSession, List<Runnable>> hooks = new ConcurrentHashMap<>();

  /** Runs what may block, on a virtual thread. */
  private final Consumer<Runnable> later;

  private volatile boolean begun;

  Goodbyes(Consumer<Runnable> later) {
    this.later = later;
  }

  /** Leaves work for the stop; at once if that has begun. */
  void add(SocketSession socket, Runnable hook) {
    hooks.compute(
        socket,
        (key, known) -> {
          List<Runnable> all = new ArrayList<>(known == null ? List.of() : known);
          all.add(hook);
          return all;
        });
    if (begun) {
      take(socket).forEach(one -> later.accept(() -> run(one)));
    }
  }

  /** A socket has ended before the server. */
  void remove(SocketSession socket) {
    hooks.remove(socket);
  }

  private List<Runnable> take(SocketSession socket) {
    List<Runnable> left = hooks.remove(socket);
    return left == null ? List.of() : left;
  }

  /**
   * Runs all of it at the same time, what one socket has left in order.
   *
   * @param application the application's own part
   * @param most how long it is waited for
   */
  void run(Runnable application, Duration most) throws InterruptedException {
    begun = true;
    List<List<Runnable>> all = new ArrayList<>();
    all.add(List.of(application));
    hooks.keySet().forEach(socket -> all.add(take(socket)));
    CountDownLatch running = new CountDownLatch(all.size());
    for (List<Runnable> some : all) {
      later.accept(
          () -> {
            try {
              some.forEach(Goodbyes::run);
            } finally {
              running.countDown();
            }
          });
    }
    if (!running.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.log(
          Level.WARNING,
          running.getCount() + " drain hooks still run; the stop goes on without them");
    }
  }

  private static void run(Runnable hook) {
    try {
      hook.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a drain hook failed", e);
    }
  }
}

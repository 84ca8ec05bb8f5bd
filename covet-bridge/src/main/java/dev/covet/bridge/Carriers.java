package dev.covet.bridge;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The spare platform threads that carry handlers of routes on probation, and those that had to
 * leave their loop. A continuation never waits behind another one: it goes to an idle carrier, or
 * to a new one, or, when there are as many as allowed, to the JDK's default scheduler. Carriers end
 * after they were idle for a while.
 *
 * <p>{@link #run} never throws and never blocks, also after {@link #close}: a JDK thread that wakes
 * a virtual thread would die of it.
 */
final class Carriers {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private final int most;
  private final long idleNanos;
  private final Executor starter;
  private final LinkedTransferQueue<Run> idle = new LinkedTransferQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;

  /**
   * No carrier yet.
   *
   * @param most carriers at once
   * @param idleTime after which one ends
   * @param starter starts threads; never throws or blocks
   */
  Carriers(int most, Duration idleTime, Executor starter) {
    this.most = most;
    this.idleNanos = idleTime.toNanos();
    this.starter = starter;
  }

  /** How many there are. */
  int count() {
    return count.get();
  }

  /**
   * Runs a continuation as soon as possible.
   *
   * @param route is told how long it took, if it is wanted
   * @param continuation of a virtual thread
   */
  void run(@Nullable RouteState route, Runnable continuation) {
    if (closed) {
      overflow(continuation);
      return;
    }
    Run run = new Run(route, continuation);
    if (idle.tryTransfer(run)) {
      return;
    }
    if (reserve()) {
      starter.execute(() -> start(run));
    } else {
      overflow(continuation);
    }
  }

  /** Lets the carriers end; continuations go to the default scheduler from now on. */
  void close() {
    closed = true;
    for (int i = count.get(); i > 0 && idle.tryTransfer(new Run(null, () -> {})); i--) {
      // one for each that is idle
    }
  }

  private boolean reserve() {
    int now = count.get();
    while (now < most) {
      if (count.compareAndSet(now, now + 1)) {
        return true;
      }
      now = count.get();
    }
    return false;
  }

  private void start(Run first) {
    try {
      Thread.ofPlatform()
          .daemon()
          .name("covet-probation")
          .inheritInheritableThreadLocals(false)
          .start(() -> carry(first));
    } catch (Throwable failure) {
      // No memory for another thread: the request is served all the same.
      count.decrementAndGet();
      LOG.log(Level.WARNING, "no further probation carrier: " + failure);
      first.giveBack();
    }
  }

  private void overflow(Runnable continuation) {
    starter.execute(() -> VirtualThreads.continueOnDefault(continuation));
  }

  private void carry(Run first) {
    try {
      Run next = first;
      while (next != null) {
        next.run();
        next = closed ? null : idle.poll(idleNanos, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      // Nobody but the JVM's end interrupts a carrier that is idle.
    } finally {
      count.decrementAndGet();
    }
  }

  /**
   * One run of a virtual thread, from one park to the next. It forgets what it has run: an idle
   * carrier may hold on to its last run, and must not hold on to a request with its body.
   */
  private static final class Run {
    private final @Nullable RouteState route;
    private @Nullable Runnable continuation;

    Run(@Nullable RouteState route, Runnable continuation) {
      this.route = route;
      this.continuation = continuation;
    }

    private @Nullable Runnable take() {
      Runnable taken = continuation;
      continuation = null;
      return taken;
    }

    void giveBack() {
      Runnable taken = take();
      if (taken != null) {
        VirtualThreads.continueOnDefault(taken);
      }
    }

    void run() {
      long begin = System.nanoTime();
      try {
        Runnable taken = take();
        if (taken != null) {
          taken.run();
        }
      } catch (Throwable failure) {
        LOG.log(Level.ERROR, "a continuation failed", failure);
      }
      long now = System.nanoTime();
      if (route != null && route.ran(now - begin, now)) {
        LOG.log(Level.DEBUG, () -> route.plan().route() + " is carried by event loops from now on");
      }
    }
  }
}

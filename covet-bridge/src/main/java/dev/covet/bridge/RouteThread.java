package dev.covet.bridge;

import dev.covet.engine.Carried;
import dev.covet.engine.EventLoop;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that runs code of a route, where the route belongs. A single object for all the
 * roles, because it is made for each request: the body of the thread ({@link Runnable} of {@link
 * Carried} is the loop's; {@link #work} is the thread's), its scheduler ({@link Executor}), and the
 * loop's handle on it.
 */
abstract class RouteThread extends Carried implements Executor {
  private final Placement placement;
  private final EventLoop loop;
  private final RouteState route;

  // written while the thread is being started, before anybody else knows it
  private boolean starting;
  private @Nullable Runnable own;

  RouteThread(Placement placement, EventLoop loop, RouteState route) {
    this.placement = placement;
    this.loop = loop;
    this.route = route;
  }

  /** The life of the thread. */
  @Override
  public abstract void run();

  /** The thread is to run on the JDK's default scheduler, where nothing else can name its work. */
  abstract Runnable offloaded();

  /** No thread could be started. */
  abstract void refused(Throwable failure);

  final EventLoop loop() {
    return loop;
  }

  final RouteState route() {
    return route;
  }

  @Override
  public final String describe() {
    return route.plan().route();
  }

  /** Starts the thread on the loop that calls, and runs it up to its first park. */
  final void startOnLoop() {
    Thread thread = VirtualThreads.unstarted(this, this);
    thread(thread);
    starting = true;
    thread.start();
    Runnable continuation = own;
    if (continuation != null) {
      loop.carry(this, continuation);
    }
  }

  /** Starts the thread on a probation carrier. */
  final void startMoved() {
    move();
    Thread thread = VirtualThreads.unstarted(this, this);
    thread(thread);
    thread.start();
  }

  /**
   * Starts the thread on the JDK's default scheduler. Not on a loop: this may start platform
   * threads.
   */
  final void startOffloaded() {
    try {
      Thread thread = VirtualThreads.offloaded(offloaded());
      thread(thread);
      thread.start();
    } catch (Throwable failure) {
      refused(failure);
    }
  }

  /**
   * The thread's scheduler: called by whoever made the thread ready. Never throws, never blocks.
   *
   * <p>Threads that the handler starts by {@code Thread.ofVirtual()} inherit this scheduler (a rule
   * of the JDK). They must neither be carried by the loop, one after another, nor take the place of
   * the thread's own continuation: they go to the default scheduler. A thread has one continuation
   * object for life, so the first one tells them apart.
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  public final void execute(Runnable continuation) {
    if (own == null) {
      own = continuation;
    }
    if (own != continuation) {
      placement.onDefault(continuation);
    } else if (starting) {
      starting = false;
    } else if (moved()) {
      placement.elsewhere(this, continuation);
    } else {
      loop.resume(this, continuation);
    }
  }

  @Override
  public final void elsewhere(Runnable continuation) {
    placement.elsewhere(this, continuation);
  }
}

package dev.covet.bridge;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.engine.Carried;
import dev.covet.engine.EventLoop;
import dev.covet.engine.Exchange;
import dev.covet.engine.ExchangeHandler;
import dev.covet.spi.LiveStream;
import dev.covet.spi.ServerCalls;
import dev.covet.spi.ServingPlan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request while it is served. A single object for all the roles, because it is made for each
 * request: the body of its virtual thread ({@link Runnable}), the thread's scheduler ({@link
 * Executor}), the loop's handle on the thread ({@link Carried}), the engine's line to it and the
 * application's line to the server.
 *
 * <p>It ends in one of two ways, and whoever is first decides: the thread completes it, or the
 * deadline makes it an <em>orphan</em>, whose exchange belongs to the engine again and whose answer
 * is dropped.
 */
final class RequestTask extends Carried implements Executor, ExchangeHandler.Serving, ServerCalls {
  private static final int SERVING = 0;
  private static final int COMPLETED = 1;
  private static final int ORPHAN = 2;

  // of the client
  private static final byte THERE = 0;
  private static final byte AWAITED = 1;
  private static final byte GONE = 2;
  private static final byte STREAMING = 3;
  private static final VarHandle STATE;
  private static final VarHandle CLIENT;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(RequestTask.class, "state", int.class);
      CLIENT = MethodHandles.lookup().findVarHandle(RequestTask.class, "client", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Dispatcher dispatcher;
  private final Exchange exchange;
  private final EventLoop loop;
  private final Request request;
  private final RouteState route;
  private final long deadline;
  private volatile int state;

  /** Whether the client is gone, and whether the thread is to be told. */
  private volatile byte client;

  /** The handler and the work for after its answer do not run, or run no more. */
  private volatile boolean over;

  // the serving thread only
  private @Nullable List<Runnable> work;

  // written while the thread is being started, before anybody else knows it
  private boolean starting;
  private @Nullable Runnable own;

  RequestTask(
      Dispatcher dispatcher, Exchange exchange, Request request, RouteState route, long deadline) {
    this.dispatcher = dispatcher;
    this.exchange = exchange;
    this.loop = exchange.loop();
    this.request = request;
    this.route = route;
    this.deadline = deadline;
  }

  Exchange exchange() {
    return exchange;
  }

  EventLoop loop() {
    return loop;
  }

  Request request() {
    return request;
  }

  RouteState route() {
    return route;
  }

  /** Starts the thread on the loop that calls, and runs it up to its first park. */
  void startOnLoop() {
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
  void startMoved() {
    move();
    Thread thread = VirtualThreads.unstarted(this, this);
    thread(thread);
    thread.start();
  }

  /**
   * Starts the thread on the JDK's default scheduler. Not on a loop: this may start platform
   * threads.
   */
  void startOffloaded() {
    try {
      Thread thread = VirtualThreads.offloaded(() -> CurrentTask.call(this, this));
      thread(thread);
      thread.start();
    } catch (Throwable failure) {
      dispatcher.refused(this, failure);
    }
  }

  /**
   * The thread's scheduler: called by whoever made the thread ready. Never throws, never blocks.
   *
   * <p>Threads that the handler starts by {@code Thread.ofVirtual()} inherit this scheduler (a rule
   * of the JDK). They must neither be carried by the loop, one after another, nor take the place of
   * the request's own continuation: they go to the default scheduler. A thread has one continuation
   * object for life, so the first one tells them apart.
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  public void execute(Runnable continuation) {
    if (own == null) {
      own = continuation;
    }
    if (own != continuation) {
      dispatcher.placement().onDefault(continuation);
    } else if (starting) {
      starting = false;
    } else if (moved()) {
      dispatcher.placement().elsewhere(this, continuation);
    } else {
      loop.resume(this, continuation);
    }
  }

  @Override
  public void elsewhere(Runnable continuation) {
    dispatcher.placement().elsewhere(this, continuation);
  }

  /** The life of the thread: handler, answer, the work after it. */
  @Override
  public void run() {
    dispatcher.serve(this);
  }

  /**
   * Claims the right to end the answer; the thread calls it before its last call on the exchange.
   *
   * @return false if the request is an orphan: then the exchange must not be touched
   */
  boolean complete() {
    return STATE.compareAndSet(this, SERVING, COMPLETED);
  }

  /** Keeps the work for after the answer. */
  void leave(List<Runnable> tasks) {
    work = tasks;
  }

  /** The work for after the answer, or null. */
  @Nullable List<Runnable> left() {
    return work;
  }

  /** Whether the deadline took the exchange away. */
  boolean orphan() {
    return state == ORPHAN;
  }

  /** Whether the answer is given, so that the engine has nothing to tell any more. */
  boolean completed() {
    return state == COMPLETED;
  }

  @Override
  public void timedOut() {
    if (STATE.compareAndSet(this, SERVING, ORPHAN)) {
      dispatcher.orphaned(this);
    }
  }

  /**
   * The calls of the exchange fail from now on, and the handler ends by that or by itself; only one
   * that waits for its turn has to be told.
   */
  @Override
  public void aborted() {
    switch ((byte) CLIENT.getAndSet(this, GONE)) {
      case AWAITED -> dispatcher.interruptLater(this::interruptWait);
      case STREAMING -> dispatcher.streams().gone(this);
      default -> {}
    }
  }

  @Override
  public void streamOpened(LiveStream stream) {
    dispatcher.streams().open(this, stream);
    if (!CLIENT.compareAndSet(this, THERE, STREAMING)) {
      dispatcher.streams().gone(this);
    }
  }

  @Override
  public void streamClosed(LiveStream stream) {
    dispatcher.streams().close(this);
  }

  /** Whether the engine has told that the client is gone. */
  boolean clientGone() {
    return client == GONE;
  }

  @Override
  public boolean beginWait() {
    return CLIENT.compareAndSet(this, THERE, AWAITED);
  }

  @Override
  public boolean endWait() {
    return CLIENT.compareAndSet(this, AWAITED, THERE);
  }

  /** It serves no other request and has nothing left to do but to end, so this can hit nothing. */
  private void interruptWait() {
    Thread thread = thread();
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** The thread has nothing left to do for the request. */
  void over() {
    over = true;
  }

  @Override
  public boolean ended() {
    return over;
  }

  /**
   * Interrupts the handler, unless its route forbids it. The thread serves no other request, so it
   * can hit no other.
   */
  void interrupt() {
    Thread thread = thread();
    if (thread != null && route.plan().onTimeout() == ServingPlan.OnTimeout.INTERRUPT) {
      thread.interrupt();
    }
  }

  @Override
  public Executor executor() {
    return dispatcher.offloading(this);
  }

  @Override
  public long deadlineNanos() {
    return deadline;
  }

  /** Whether there is a deadline and it is over. */
  boolean pastDeadline(long now) {
    return deadline != Long.MAX_VALUE && now - deadline >= 0;
  }

  @Override
  public String describe() {
    return route.plan().route();
  }

  /** What the application makes of it. */
  Response<?> handle() {
    return dispatcher.application().handle(request, this);
  }
}

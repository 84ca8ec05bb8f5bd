package dev.covet.bridge;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.engine.Exchange;
import dev.covet.engine.ExchangeHandler;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestPhase;
import dev.covet.spi.LiveStream;
import dev.covet.spi.ServerCalls;
import dev.covet.spi.ServingPlan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request while it is served: its thread, the engine's line to it and the application's line to
 * the server.
 *
 * <p>It ends in one of two ways, and whoever is first decides: the thread completes it, or the
 * deadline makes it an <em>orphan</em>, whose exchange belongs to the engine again and whose answer
 * is dropped.
 */
final class RequestTask extends RouteThread implements ExchangeHandler.Serving, ServerCalls {
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
  private static final VarHandle OVER;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(RequestTask.class, "state", int.class);
      CLIENT = MethodHandles.lookup().findVarHandle(RequestTask.class, "client", byte.class);
      OVER = MethodHandles.lookup().findVarHandle(RequestTask.class, "over", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Dispatcher dispatcher;
  private final Exchange exchange;
  private final Request request;
  private final long deadline;
  private volatile int state;

  /** Whether the client is gone, and whether the thread is to be told. */
  private volatile byte client;

  /** The handler and the work for after its answer do not run, or run no more. */
  private volatile boolean over;

  // the serving thread only
  private @Nullable List<Runnable> work;

  RequestTask(
      Dispatcher dispatcher, Exchange exchange, Request request, RouteState route, long deadline) {
    super(dispatcher.placement(), exchange.loop(), route);
    this.dispatcher = dispatcher;
    this.exchange = exchange;
    this.request = request;
    this.deadline = deadline;
  }

  Exchange exchange() {
    return exchange;
  }

  Request request() {
    return request;
  }

  /** The life of the thread: handler, answer, the work after it. */
  @Override
  public void run() {
    dispatcher.serve(this);
  }

  @Override
  Runnable offloaded() {
    return () -> CurrentTask.call(this, this);
  }

  @Override
  void refused(Throwable failure) {
    dispatcher.refused(this, failure);
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
  public void inputEnded() {
    if (client == STREAMING) {
      dispatcher.streams().probe(this);
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
    // For lists of what is served: they may see it a moment later, and it costs no fence.
    OVER.setRelease(this, true);
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
    if (thread != null && route().plan().onTimeout() == ServingPlan.OnTimeout.INTERRUPT) {
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

  /** What the application makes of it. */
  Response<?> handle() {
    PhaseTimes times = times();
    if (times == null) {
      return dispatcher.application().handle(request, this);
    }
    times.enter(RequestPhase.HANDLER);
    try {
      return dispatcher.application().handle(request, this);
    } finally {
      times.enter(RequestPhase.SERIALISE);
    }
  }

  /** Its times; null if it is not timed. */
  @Nullable PhaseTimes times() {
    return dispatcher.times(this);
  }
}

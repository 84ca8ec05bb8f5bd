package dev.covet.bridge;

import dev.covet.Message;
import dev.covet.WebSocketListener;
import dev.covet.engine.loop.SafeLog;
import dev.covet.spi.Secrets;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The style of callbacks: a virtual thread lives only while there is something to tell, and runs
 * where the route belongs, as a request's does. The callbacks of one WebSocket are one after
 * another.
 */
final class SocketTurns implements SocketReceiver {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  /** Callbacks after which a thread lets others run. */
  private static final int SHARE = 32;

  private static final Object OPENED = new Object();
  private static final Object CLOSED = new Object();

  private final Dispatcher dispatcher;
  private final SocketSession session;
  private final RouteState route;
  private final WebSocketListener listener;
  private final Backlog backlog;
  private final ConcurrentLinkedQueue<Object> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  // the turn's thread only
  private boolean failed;

  SocketTurns(
      Dispatcher dispatcher, SocketSession session, RouteState route, WebSocketListener listener) {
    this.dispatcher = dispatcher;
    this.session = session;
    this.route = route;
    this.listener = listener;
    this.backlog = new Backlog(session);
  }

  /** The thread of one turn. */
  private final class Turn extends RouteThread {
    Turn() {
      super(dispatcher.placement(), session.link().loop(), route);
    }

    @Override
    public void run() {
      work();
    }

    @Override
    Runnable offloaded() {
      return this;
    }

    @Override
    void refused(Throwable failure) {
      SafeLog.log(LOG, Level.ERROR, "no thread could be started for " + describe(), failure);
      session.close(1011, "");
    }
  }

  @Override
  public void opened() {
    add(OPENED);
  }

  @Override
  public void received(Message message) {
    add(message);
    backlog.add(message);
  }

  @Override
  public void closed() {
    add(CLOSED);
  }

  @Override
  public @Nullable Message receive() {
    throw new IllegalStateException("the messages of this WebSocket go to its listener");
  }

  private void add(Object step) {
    steps.add(step);
    if (waiting.getAndIncrement() == 0) {
      Turn turn = new Turn();
      try {
        dispatcher.placement().start(turn);
      } catch (Throwable failure) {
        turn.refused(failure);
      }
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a loop has others to serve as well
  private void work() {
    int done = 0;
    do {
      Object step = steps.poll();
      if (step != null) {
        run(step);
      }
      if (++done % SHARE == 0) {
        Thread.yield();
      }
    } while (waiting.decrementAndGet() != 0);
  }

  @SuppressWarnings("ReferenceEquality") // the very same objects are meant
  private void run(Object step) {
    try {
      if (step instanceof Message message) {
        backlog.take(message);
        if (!failed) {
          listener.onMessage(session, message);
        }
      } else if (step == OPENED) {
        listener.onOpen(session);
      } else {
        close();
      }
    } catch (Throwable failure) {
      failed = true;
      session.failed(failure);
    }
  }

  private void close() {
    try {
      listener.onClose(session);
    } catch (Throwable failure) {
      LOG.log(
          Level.ERROR,
          "the end of a WebSocket of " + route.plan().route() + " failed",
          Secrets.loggable(failure));
    }
    // A client that broke the rules is told when its listener has ended.
    session.close(1000, "");
  }
}

package dev.covet.engine;

import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.transport.ListeningSocket;
import dev.covet.http.Limits;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;

/**
 * The graceful stop of an engine. Order matters: first no more handshakes are let in; then all
 * connections that the kernel has completed are accepted, so that nobody who was let in is reset;
 * answers over HTTP/1.1 say {@code Connection: close} from now on, and the listening sockets close;
 * then the serving side may say goodbye to its live streams; then idle connections half-close and
 * busy ones are told in their protocol: GOAWAY, a close frame with 1001; fresh ones have a moment
 * to send their first request; at the limit the rest is closed.
 */
final class Drain {
  private static final long POLL_MILLIS = 5;

  /**
   * Longest wait for a loop that something holds: longer would make the drain limit meaningless.
   */
  private static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * What a connection that was accepted and has sent nothing yet is given for its first request: it
   * was let in, and its client can not know that it came late.
   */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * What clients with idle connections are given where another process goes on: their next request
   * is answered with {@code Connection: close}. Whoever sends one just when the connection ends has
   * to send it again.
   */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Limits limits;
  private final Transport transport;
  private final List<IoLoop> loops;
  private final List<LoopConnections> connections;
  private final List<ListeningSocket> listeners;
  private final long idlePatience;

  Drain(
      Limits limits,
      Transport transport,
      List<IoLoop> loops,
      List<LoopConnections> connections,
      List<ListeningSocket> listeners,
      boolean succeeded) {
    this.limits = limits;
    this.transport = transport;
    this.loops = loops;
    this.connections = connections;
    this.listeners = listeners;
    this.idlePatience = succeeded ? Math.min(IDLE_NANOS, limits.drain().toNanos() / 2) : 0;
  }

  /**
   * Stops.
   *
   * @param goodbye what the serving side does before connections are told
   */
  void run(Runnable goodbye) {
    long end = System.nanoTime() + limits.drain().toNanos();
    try {
      everywhere(i -> refuseHandshakes(i));
      acceptAll();
      // Whoever finds that nobody listens any more is not asked for another request here.
      onEach(LoopConnections::endReuse);
      listeners.forEach(listener -> listener.close(HELD_NANOS));
      goodbye.run();
      onEach(LoopConnections::drain);
      awaitRequests(System.nanoTime() + idlePatience);
      onEach(loop -> loop.closeIdle(/* freshToo= */ false));
      long patience = System.nanoTime() + FRESH_NANOS;
      boolean patient = true;
      while (open() > 0 && System.nanoTime() - end < 0) {
        if (patient && System.nanoTime() - patience > 0) {
          patient = false;
          onEach(loop -> loop.closeIdle(/* freshToo= */ true));
        }
        Thread.sleep(POLL_MILLIS);
      }
      onEach(LoopConnections::closeAll);
      everywhere(i -> 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      loops.forEach(IoLoop::stop);
    }
    try {
      for (IoLoop loop : loops) {
        loop.awaitStop(HELD_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRequests(long end) throws InterruptedException {
    while (System.nanoTime() - end < 0 && open() > 0) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Until two turns of every loop have accepted nothing: a loop takes only some connections in each
   * turn, and one that is handed to another loop counts there a turn later.
   */
  private void acceptAll() throws InterruptedException {
    long end = System.nanoTime() + HELD_NANOS;
    long before = -1;
    int quiet = 0;
    while (quiet < 2 && System.nanoTime() - end < 0) {
      long now = accepted();
      quiet = now == before ? quiet + 1 : 0;
      before = now;
    }
  }

  private int refuseHandshakes(int index) {
    for (ListeningSocket listener : listeners) {
      if (listener.loop() == index) {
        listener.refuse(transport);
      }
    }
    return 0;
  }

  /** Does something with the connections of each loop, on its own thread. */
  private void onEach(Consumer<LoopConnections> action) throws InterruptedException {
    everywhere(
        i -> {
          action.accept(connections.get(i));
          return 0;
        });
  }

  private long open() throws InterruptedException {
    return everywhere(i -> connections.get(i).open());
  }

  private long accepted() throws InterruptedException {
    return everywhere(i -> connections.get(i).accepted());
  }

  /**
   * Asks each loop on its own thread and adds the answers up; a held loop is not waited for beyond
   * a limit.
   */
  private long everywhere(IntToLongFunction question) throws InterruptedException {
    AtomicLong sum = new AtomicLong();
    CountDownLatch answered = new CountDownLatch(loops.size());
    for (int i = 0; i < loops.size(); i++) {
      int index = i;
      loops
          .get(i)
          .execute(
              () -> {
                try {
                  sum.addAndGet(question.applyAsLong(index));
                } finally {
                  answered.countDown();
                }
              });
    }
    boolean all = answered.await(HELD_NANOS, TimeUnit.NANOSECONDS);
    return all ? sum.get() : Math.max(1, sum.get());
  }
}

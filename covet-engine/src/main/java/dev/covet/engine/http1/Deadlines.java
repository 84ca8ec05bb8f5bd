package dev.covet.engine.http1;

import dev.covet.engine.connection.BodyClock;
import dev.covet.engine.connection.ProgressClock;
import dev.covet.engine.connection.Refusal;
import dev.covet.engine.loop.TimerNode;
import org.jspecify.annotations.Nullable;

/**
 * All that may take a connection too long: head, idling, request, body, answer, lingering. One node
 * in the loop's wheel for all of them: set when something begins, looked at when it rings, then set
 * to what is next; so a request that is quick moves no timer at all. Event loop only.
 */
final class Deadlines extends TimerNode {
  private final Http1Connection connection;

  /** Only while a request has waited for its body; an idle connection holds none. */
  private @Nullable BodyClock body;

  /** Only while bytes may wait for the peer. */
  private @Nullable ProgressClock progress;

  /**
   * One time for all phases, for each connection has only one of them. Between requests: when it
   * became idle, or was opened, or, if a part of a head is there, when that began. While serving:
   * when the request's time is over, 0 if it has none. While lingering: when that is over.
   */
  private long mark;

  /** Whether a part of a head is there. */
  private boolean head;

  Deadlines(Http1Connection connection) {
    this.connection = connection;
  }

  // ---- what begins and ends

  void opened() {
    mark = now();
    arm(mark + context().headNanos);
  }

  /** The first byte of a head is there, its end is not. */
  void headBegins() {
    if (!head) {
      head = true;
      mark = now();
      arm(mark + context().headNanos);
    }
  }

  /** When the head that is being read began; now if none has. */
  long headSince() {
    return head ? mark : now();
  }

  /** It is there whole; its request has no limit yet. */
  void headEnds() {
    head = false;
    mark = 0;
  }

  /** A handler works on a request and has not answered it at once. */
  void requestBegins(long limit) {
    mark = now() + limit;
    arm(mark);
  }

  void requestEnds() {
    mark = now();
    body = null;
  }

  /**
   * The server waits for bytes of the body.
   *
   * @param taken how many it has had
   */
  void bodyAwaited(long taken) {
    BodyClock clock = body;
    if (clock == null) {
      clock = new BodyClock(context().limits);
      body = clock;
    }
    clock.await(now(), taken);
    arm(clock.end());
  }

  /** They came. The time of the request does not run while its handler waits for them. */
  void bodyArrives() {
    BodyClock clock = body;
    if (clock != null) {
      long waited = clock.arrived(now());
      if (mark != 0) {
        mark += waited;
      }
    }
  }

  void sent(int bytes) {
    ProgressClock clock = progress;
    if (clock == null) {
      clock = new ProgressClock(context().limits);
      progress = clock;
    }
    if (clock.sent(bytes, now())) {
      arm(clock.end());
    }
  }

  void closing() {
    head = false;
    body = null;
  }

  void lingering() {
    mark = now() + context().lingerNanos;
    arm(mark);
  }

  void closed() {
    context().loop.timers().cancel(this);
  }

  // ---- when it rings

  @Override
  protected void expired(long now) {
    if (connection.phase() == Phase.CLOSED) {
      return;
    }
    look(now);
    ProgressClock clock = progress;
    if (connection.phase() != Phase.CLOSED
        && clock != null
        && clock.over(now, connection.unsent())) {
      connection.reset();
    }
    if (connection.phase() != Phase.CLOSED) {
      arm(next(now));
      if (clock != null && clock.waiting()) {
        arm(clock.end());
      } else {
        progress = null;
      }
    }
  }

  /**
   * No {@code switch}, here and below: the compiler makes a class of its own for one, and that
   * would be loaded when the first timer rings, perhaps when there is no file descriptor left to
   * read it.
   */
  private void look(long now) {
    Phase phase = connection.phase();
    if (phase == Phase.HEAD) {
      headOrIdle(now);
    } else if (phase == Phase.SERVING) {
      request(now);
    } else if (phase == Phase.DRAINING && bodyOver(now)) {
      connection.close();
    } else if (phase == Phase.LINGERING && now - mark >= 0) {
      connection.closeNow();
    }
  }

  private void headOrIdle(long now) {
    if (head || connection.fresh()) {
      if (now - mark >= context().headNanos) {
        connection.refuse(Refusal.HEAD_TIMEOUT);
      }
    } else if (now - mark >= context().keepAliveNanos && connection.idle()) {
      connection.close();
    }
  }

  private void request(long now) {
    if (awaited() != null) {
      if (bodyOver(now)) {
        connection.refuseServed(Refusal.BODY_TIMEOUT);
      }
    } else if (mark != 0 && now - mark >= 0) {
      mark = 0;
      connection.timedOut();
    }
  }

  private long next(long now) {
    Phase phase = connection.phase();
    long next = now + context().keepAliveNanos;
    if (phase == Phase.HEAD) {
      next = mark + (head || connection.fresh() ? context().headNanos : context().keepAliveNanos);
    } else if (phase == Phase.SERVING || phase == Phase.DRAINING) {
      BodyClock clock = awaited();
      if (clock != null) {
        next = clock.end();
      } else if (phase == Phase.SERVING && mark != 0) {
        next = mark;
      }
    } else if (phase == Phase.LINGERING) {
      next = mark;
    }
    // What is over already but may not be acted on yet is looked at again in a second.
    return next - now > 0 ? next : now + 1_000_000_000L;
  }

  private Http1Context context() {
    return connection.context();
  }

  private long now() {
    return context().loop.ioTime();
  }

  /** The clock of a body that is waited for now, or null. */
  private @Nullable BodyClock awaited() {
    BodyClock clock = body;
    return clock != null && clock.waiting() ? clock : null;
  }

  private boolean bodyOver(long now) {
    BodyClock clock = awaited();
    return clock != null && clock.over(now);
  }

  /** Makes sure that it rings at the given time or before. */
  private void arm(long at) {
    if (!scheduled() || deadline() - at > 0) {
      context().loop.timers().schedule(this, at);
    }
  }
}

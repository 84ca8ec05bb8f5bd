package dev.covet.engine.http1;

import dev.covet.engine.connection.BodyClock;
import dev.covet.engine.connection.ProgressClock;
import dev.covet.engine.connection.Refusal;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.loop.TimerNode;

/**
 * All that may take a connection too long: head, idling, request, body, answer, lingering. One node
 * in the loop's wheel for all of them: set when something begins, looked at when it rings, then set
 * to what is next; so a request that is quick moves no timer at all. Event loop only.
 */
final class Deadlines extends TimerNode {
  private final Http1Connection connection;
  private final Http1Context context;
  private final IoLoop loop;
  private final BodyClock body;
  private final ProgressClock progress;

  /** Whether the first head has not come yet. */
  private boolean fresh = true;

  /** When the connection became idle, or was opened. */
  private long idleSince;

  /** When the head that is being read began; 0 if none. */
  private long headSince;

  /** When the request's time is over; 0 if it has none. */
  private long requestEnd;

  private long lingerEnd;

  Deadlines(Http1Connection connection, Http1Context context) {
    this.connection = connection;
    this.context = context;
    this.loop = context.loop;
    this.body = new BodyClock(context.limits);
    this.progress = new ProgressClock(context.limits);
  }

  // ---- what begins and ends

  void opened() {
    idleSince = loop.ioTime();
    arm(idleSince + context.headNanos);
  }

  /** The first byte of a head is there, its end is not. */
  void headBegins() {
    if (headSince == 0) {
      headSince = loop.ioTime();
      arm(headSince + context.headNanos);
    }
  }

  /** Whether the first head has not come yet. */
  boolean fresh() {
    return fresh;
  }

  /** When the head that is being read began; now if none has. */
  long headSince() {
    return headSince != 0 ? headSince : loop.ioTime();
  }

  void headEnds() {
    fresh = false;
    headSince = 0;
  }

  /** A handler works on a request and has not answered it at once. */
  void requestBegins(long limit) {
    requestEnd = loop.ioTime() + limit;
    arm(requestEnd);
  }

  void requestEnds() {
    idleSince = loop.ioTime();
    requestEnd = 0;
    body.reset();
  }

  /**
   * The server waits for bytes of the body.
   *
   * @param taken how many it has had
   */
  void bodyAwaited(long taken) {
    body.await(loop.ioTime(), taken);
    arm(body.end());
  }

  /** They came. The time of the request does not run while its handler waits for them. */
  void bodyArrives() {
    long waited = body.arrived(loop.ioTime());
    if (requestEnd != 0) {
      requestEnd += waited;
    }
  }

  void sent(int bytes) {
    if (progress.sent(bytes, loop.ioTime())) {
      arm(progress.end());
    }
  }

  void closing() {
    requestEnd = 0;
    headSince = 0;
    body.reset();
  }

  void lingering() {
    lingerEnd = loop.ioTime() + context.lingerNanos;
    arm(lingerEnd);
  }

  void closed() {
    loop.timers().cancel(this);
  }

  // ---- when it rings

  @Override
  protected void expired(long now) {
    if (connection.phase() == Phase.CLOSED) {
      return;
    }
    look(now);
    if (connection.phase() != Phase.CLOSED && progress.over(now, connection.unsent())) {
      connection.reset();
    }
    if (connection.phase() != Phase.CLOSED) {
      arm(next(now));
      if (progress.waiting()) {
        arm(progress.end());
      }
    }
  }

  private void look(long now) {
    switch (connection.phase()) {
      case HEAD -> headOrIdle(now);
      case SERVING -> request(now);
      case DRAINING -> {
        if (body.over(now)) {
          connection.close();
        }
      }
      case LINGERING -> {
        if (now - lingerEnd >= 0) {
          connection.closeNow();
        }
      }
      case CLOSING, CLOSED -> {}
    }
  }

  private void headOrIdle(long now) {
    if (headSince != 0 || fresh) {
      if (now - (headSince != 0 ? headSince : idleSince) >= context.headNanos) {
        connection.refuse(Refusal.HEAD_TIMEOUT);
      }
    } else if (now - idleSince >= context.keepAliveNanos && connection.idle()) {
      connection.close();
    }
  }

  private void request(long now) {
    if (body.waiting()) {
      if (body.over(now)) {
        connection.refuseServed(Refusal.BODY_TIMEOUT);
      }
    } else if (requestEnd != 0 && now - requestEnd >= 0) {
      requestEnd = 0;
      connection.timedOut();
    }
  }

  private long next(long now) {
    long next =
        switch (connection.phase()) {
          case HEAD ->
              headSince != 0 || fresh
                  ? (headSince != 0 ? headSince : idleSince) + context.headNanos
                  : idleSince + context.keepAliveNanos;
          case SERVING, DRAINING ->
              body.waiting()
                  ? body.end()
                  : requestEnd != 0 ? requestEnd : now + context.keepAliveNanos;
          case LINGERING -> lingerEnd;
          case CLOSING, CLOSED -> now + context.keepAliveNanos;
        };
    // What is over already but may not be acted on yet is looked at again in a second.
    return next - now > 0 ? next : now + 1_000_000_000L;
  }

  /** Makes sure that it rings at the given time or before. */
  private void arm(long at) {
    if (!scheduled() || deadline() - at > 0) {
      loop.timers().schedule(this, at);
    }
  }
}

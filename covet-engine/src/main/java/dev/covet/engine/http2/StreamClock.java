package dev.covet.engine.http2;

import dev.covet.engine.connection.BodyClock;
import dev.covet.engine.connection.ProgressClock;
import dev.covet.engine.connection.Refusal;
import dev.covet.engine.loop.TimerNode;
import dev.covet.http.Limits;
import org.jspecify.annotations.Nullable;

/**
 * All that may take one stream too long: its handler, its body, a window that stays closed. Not
 * armed at all for a request that is answered at once. Event loop only.
 */
final class StreamClock extends TimerNode {
  /** More than any answer between two looks. */
  private static final int MUCH = 1 << 30;

  private final Http2Stream stream;
  private final Session session;
  private final Limits limits;
  private @Nullable BodyClock body;
  private @Nullable ProgressClock progress;
  private long progressBase;

  /** When the request's time is over; 0 if it has none. */
  private long requestEnd;

  private long lingerEnd;

  StreamClock(Http2Stream stream, Session session, Limits limits) {
    this.stream = stream;
    this.session = session;
    this.limits = limits;
  }

  void requestBegins(long limit) {
    requestEnd = session.loop.ioTime() + limit;
    arm(requestEnd);
  }

  /** The head of the answer is there: its time counts no more. */
  void answered() {
    requestEnd = 0;
  }

  /** The handler waits for bytes of the body. */
  void bodyAwaited() {
    BodyClock clock = body;
    if (clock == null) {
      clock = new BodyClock(limits);
      body = clock;
    }
    clock.await(session.loop.ioTime(), stream.input.taken());
    arm(clock.end());
  }

  void bodyArrives() {
    BodyClock clock = body;
    if (clock != null) {
      long waited = clock.arrived(session.loop.ioTime());
      if (requestEnd != 0) {
        requestEnd += waited;
      }
    }
  }

  /** Bytes wait for a window. */
  void blocked() {
    ProgressClock clock = progress;
    if (clock == null) {
      clock = new ProgressClock(limits);
      progress = clock;
    }
    if (clock.sent(0, session.loop.ioTime())) {
      clock.sent(MUCH, session.loop.ioTime());
      progressBase = stream.sentBytes;
      arm(clock.end());
    }
  }

  /** The answer is complete, the client has not ended its side. */
  void lingers() {
    lingerEnd = session.loop.ioTime() + limits.lingerTime().toNanos();
    arm(lingerEnd);
  }

  void closed() {
    session.loop.timers().cancel(this);
  }

  @Override
  protected void expired(long now) {
    if (lingerEnd != 0) {
      if (now - lingerEnd >= 0) {
        session.stop(stream);
      } else {
        arm(lingerEnd);
      }
      return;
    }
    ProgressClock answer = progress;
    if (answer != null && answer.over(now, unsent())) {
      session.stalled(stream);
      return;
    }
    BodyClock upload = body;
    boolean waits = upload != null && upload.waiting();
    if (upload != null && upload.over(now)) {
      upload.reset();
      session.refuse(stream, Refusal.BODY_TIMEOUT);
    } else if (!waits && requestEnd != 0 && now - requestEnd >= 0) {
      requestEnd = 0;
      session.timedOut(stream);
    }
    rearm();
  }

  private void rearm() {
    if (stream.closed) {
      return;
    }
    ProgressClock answer = progress;
    if (answer != null && answer.waiting()) {
      arm(answer.end());
    }
    BodyClock upload = body;
    if (upload != null && upload.waiting()) {
      arm(upload.end());
    } else if (requestEnd != 0) {
      arm(requestEnd);
    }
  }

  private long unsent() {
    return stream.blocked ? Math.max(0, MUCH - (stream.sentBytes - progressBase)) : 0;
  }

  private void arm(long at) {
    if (!scheduled() || deadline() - at > 0) {
      session.loop.timers().schedule(this, at);
    }
  }
}

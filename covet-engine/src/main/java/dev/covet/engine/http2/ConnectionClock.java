package dev.covet.engine.http2;

import dev.covet.engine.connection.ProgressClock;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.loop.TimerNode;
import dev.covet.http.Limits;

/**
 * All that may take a connection as a whole too long: preface, a frame or header block that does
 * not end, idling, answers that the peer does not take, lingering. Event loop only.
 */
final class ConnectionClock extends TimerNode {
  private final Http2Connection connection;
  private final IoLoop loop;
  private final Limits limits;
  private final ProgressClock progress;

  /** When the last stream ended, or the connection was opened; 0 while there are streams. */
  private long idleSince;

  /** When the frame or header block began whose end has not come; 0 if none. */
  private long frameSince;

  private long lingerEnd;

  ConnectionClock(Http2Connection connection, Http2Context context) {
    this.connection = connection;
    this.loop = context.loop;
    this.limits = context.limits;
    this.progress = new ProgressClock(context.limits);
  }

  void opened() {
    idleSince = loop.ioTime();
    frameBegins();
  }

  /** Something has begun that must end within the time of a head. */
  void frameBegins() {
    if (frameSince == 0) {
      frameSince = loop.ioTime();
      arm(frameSince + limits.headTimeout().toNanos());
    }
  }

  void frameEnds() {
    frameSince = 0;
  }

  void busy() {
    idleSince = 0;
  }

  void idle() {
    idleSince = loop.ioTime();
    arm(idleSince + limits.keepAlive().toNanos());
  }

  void sent(int bytes) {
    if (progress.sent(bytes, loop.ioTime())) {
      arm(progress.end());
    }
  }

  void lingering() {
    lingerEnd = loop.ioTime() + limits.lingerTime().toNanos();
    arm(lingerEnd);
  }

  void closed() {
    loop.timers().cancel(this);
  }

  @Override
  protected void expired(long now) {
    if (progress.over(now, connection.unsent())) {
      connection.reset();
      return;
    }
    if (lingerEnd != 0 && now - lingerEnd >= 0) {
      connection.closeNow();
      return;
    }
    if (frameSince != 0 && now - frameSince >= limits.headTimeout().toNanos()) {
      frameSince = 0;
      connection.tooSlow();
    }
    if (idleSince != 0 && now - idleSince >= limits.keepAlive().toNanos()) {
      idleSince = 0;
      connection.end(ErrorCode.NO_ERROR, "idle");
    }
    rearm();
  }

  private void rearm() {
    if (connection.isClosed()) {
      return;
    }
    if (progress.waiting()) {
      arm(progress.end());
    }
    if (frameSince != 0) {
      arm(frameSince + limits.headTimeout().toNanos());
    }
    if (idleSince != 0) {
      arm(idleSince + limits.keepAlive().toNanos());
    }
    if (lingerEnd != 0) {
      arm(lingerEnd);
    }
  }

  private void arm(long at) {
    if (!scheduled() || deadline() - at > 0) {
      loop.timers().schedule(this, at);
    }
  }
}

package dev.covet.engine.websocket;

import dev.covet.engine.connection.ProgressClock;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.loop.TimerNode;
import dev.covet.http.Limits;

/**
 * All that may take a WebSocket too long: a silent client, one that does not take what is sent, a
 * close that is not answered. Looked at when it rings, so a message moves no timer. Event loop
 * only.
 */
final class SocketClock extends TimerNode {
  private static final long SECOND = 1_000_000_000L;

  private final WebSocketConnection connection;
  private final IoLoop loop;
  private final ProgressClock progress;
  private final long pingNanos;
  private final long closeNanos;
  private final long lingerNanos;
  private long heard;
  private boolean asked;
  private long end;

  SocketClock(WebSocketConnection connection, IoLoop loop, Limits limits, long pingNanos) {
    this.connection = connection;
    this.loop = loop;
    this.progress = new ProgressClock(limits);
    this.pingNanos = pingNanos;
    this.closeNanos = limits.headTimeout().toNanos();
    this.lingerNanos = limits.lingerTime().toNanos();
  }

  void opened() {
    heard();
    arm(heard + pingNanos);
  }

  /** Something came from the client. */
  void heard() {
    heard = loop.ioTime();
    asked = false;
  }

  void sent(int bytes) {
    if (progress.sent(bytes, loop.ioTime())) {
      arm(progress.end());
    }
  }

  /** A close frame is on its way; the client's must come. */
  void closing() {
    endIn(closeNanos);
  }

  void lingering() {
    endIn(lingerNanos);
  }

  private void endIn(long nanos) {
    end = loop.ioTime() + nanos;
    arm(end);
  }

  void closed() {
    loop.timers().cancel(this);
  }

  @Override
  protected void expired(long now) {
    if (end != 0 && now - end >= 0) {
      end = now + closeNanos;
      connection.late();
    } else if (progress.over(now, connection.unsent())) {
      connection.reset();
    } else if (end == 0 && now - heard >= pingNanos) {
      if (asked) {
        connection.reset();
      } else {
        asked = true;
        heard = now;
        connection.ask();
      }
    }
    if (!connection.isClosed()) {
      long next = end == 0 ? heard + pingNanos : end;
      arm(next - now > 0 ? next : now + SECOND);
      if (progress.waiting()) {
        arm(progress.end());
      }
    }
  }

  private void arm(long at) {
    if (!scheduled() || deadline() - at > 0) {
      loop.timers().schedule(this, at);
    }
  }
}

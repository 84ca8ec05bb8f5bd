package dev.covet.bridge;

import dev.covet.Membership;
import dev.covet.SlowConsumer;
import dev.covet.http.WebSocketMessage;
import dev.covet.spi.Unsent;
import dev.covet.spi.WebSocketBody;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one WebSocket has been given to send without waiting, and the rooms that it is in. Any
 * thread puts in, the loop takes out; locked for moments only.
 */
final class SocketOutbox {
  /** What has become of a message. */
  enum Put {
    TAKEN,
    /** One too many, for the first time. */
    TOO_SLOW,
    CLOSED
  }

  private final SlowConsumer policy;
  private final int limit;

  // under the lock of this; most WebSockets need none of them
  private @Nullable Unsent<WebSocketMessage> unsent;
  private @Nullable Set<Membership> memberships;
  private boolean tooSlow;
  private boolean closed;

  SocketOutbox(WebSocketBody body) {
    SlowConsumer asked = body.policy();
    this.policy = asked == null ? SlowConsumer.DROP_OLDEST : asked;
    this.limit = body.unsent();
  }

  synchronized Put put(WebSocketMessage message, @Nullable Object key) {
    if (closed || tooSlow) {
      return Put.CLOSED;
    }
    Unsent<WebSocketMessage> queue = unsent;
    if (queue == null) {
      queue = new Unsent<>(limit, policy);
      unsent = queue;
    }
    if (queue.put(message, key)) {
      return Put.TAKEN;
    }
    tooSlow = true;
    return Put.TOO_SLOW;
  }

  synchronized @Nullable WebSocketMessage poll() {
    return unsent == null ? null : unsent.poll();
  }

  void attach(Membership membership) {
    synchronized (this) {
      if (!closed) {
        if (memberships == null) {
          memberships = new HashSet<>();
        }
        memberships.add(membership);
        return;
      }
    }
    membership.close();
  }

  synchronized void detach(Membership membership) {
    if (memberships != null) {
      memberships.remove(membership);
    }
  }

  /** Nothing is sent any more; leaves the rooms. */
  void close() {
    List<Membership> left;
    synchronized (this) {
      closed = true;
      unsent = null;
      left = memberships == null ? List.of() : List.copyOf(memberships);
      memberships = null;
    }
    left.forEach(Membership::close);
  }
}

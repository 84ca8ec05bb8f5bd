package dev.covet.bridge;

import dev.covet.Message;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of what the client of one WebSocket has sent is not taken yet: beyond a limit nothing
 * more is read from it.
 */
final class Backlog {
  /** Bytes of messages that wait, beyond which the engine stops to read. */
  private static final long HIGH = 64 << 10;

  /** What a message takes beside its bytes; or many empty ones would cost nothing. */
  private static final int OVERHEAD = 64;

  private final SocketSession session;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean paused = new AtomicBoolean();

  Backlog(SocketSession session) {
    this.session = session;
  }

  /** A message waits, where it can be taken already; the loop. */
  void add(Message message) {
    if (waiting.addAndGet(size(message)) > HIGH && paused.compareAndSet(false, true)) {
      session.link().pause();
      // All may have been taken in between, and then nobody would read on.
      readOn();
    }
  }

  /** A message was taken; any thread. */
  void take(Message message) {
    waiting.addAndGet(-size(message));
    readOn();
  }

  private void readOn() {
    if (waiting.get() <= HIGH / 2 && paused.compareAndSet(true, false)) {
      session.link().resume();
    }
  }

  private static long size(Message message) {
    return OVERHEAD + (message.isText() ? message.text().length() : message.bytes().length);
  }
}

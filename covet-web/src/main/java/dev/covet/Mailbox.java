package dev.covet;

import dev.covet.spi.Unsent;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages that one event stream has not got yet. Publishers put in, the thread that serves the
 * stream takes out; each holds the lock for a moment only.
 */
final class Mailbox implements Subscriber {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();

  // under the lock
  private final Unsent<RoomMessage> messages;

  Mailbox(int limit, SlowConsumer policy) {
    this.messages = new Unsent<>(limit, policy);
  }

  @Override
  public boolean offer(RoomMessage message) {
    lock.lock();
    try {
      boolean taken = messages.put(message, message.key());
      filled.signal();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next message.
   *
   * @return the message, or null if there are no more because the subscriber was too slow
   * @throws InterruptedException if the thread is interrupted
   */
  @Nullable RoomMessage take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      RoomMessage next = messages.poll();
      while (next == null && !messages.tooSlow()) {
        filled.await();
        next = messages.poll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }
}

package dev.covet;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages that one subscriber has not got yet, a bounded number. Publishers put in, the thread
 * that serves the subscriber takes out.
 */
final class Mailbox implements Subscriber {
  private final int limit;
  private final SlowConsumer policy;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();

  // under the lock

  /** In order; by key where messages may stand for one another, else by id. */
  private final Map<Object, RoomMessage> messages = new LinkedHashMap<>();

  private boolean tooSlow;

  Mailbox(int limit, SlowConsumer policy) {
    this.limit = limit;
    this.policy = policy;
  }

  @Override
  public boolean offer(RoomMessage message) {
    lock.lock();
    try {
      put(message);
      filled.signal();
      return !tooSlow;
    } finally {
      lock.unlock();
    }
  }

  private void put(RoomMessage message) {
    Object key = message.key() == null || policy != SlowConsumer.COALESCE ? message : message.key();
    messages.remove(key); // the newer one goes to the end
    if (messages.size() == limit) {
      if (policy == SlowConsumer.DISCONNECT) {
        tooSlow = true;
        return;
      }
      Iterator<RoomMessage> oldest = messages.values().iterator();
      oldest.next();
      oldest.remove();
    }
    messages.put(key, message);
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
      while (messages.isEmpty()) {
        if (tooSlow) {
          return null;
        }
        filled.await();
      }
      Iterator<RoomMessage> all = messages.values().iterator();
      RoomMessage first = all.next();
      all.remove();
      return first;
    } finally {
      lock.unlock();
    }
  }
}

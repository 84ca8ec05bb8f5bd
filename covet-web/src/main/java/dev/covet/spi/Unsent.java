package dev.covet.spi;

import dev.covet.SlowConsumer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that somebody has not got yet, a bounded number of them. Not safe for several
 * threads.
 *
 * @param <M> the type of a message
 */
public final class Unsent<M> {
  private final int limit;
  private final SlowConsumer policy;
  private final ArrayDeque<M> queue = new ArrayDeque<>(2);

  /** In place of the queue where messages may stand for one another: those with a key by it. */
  private final @Nullable Map<Object, M> latest;

  private boolean tooSlow;

  /**
   * Nothing yet.
   *
   * @param limit most messages, at least 1
   * @param policy what happens beyond them
   */
  public Unsent(int limit, SlowConsumer policy) {
    this.limit = limit;
    this.policy = policy;
    this.latest = policy == SlowConsumer.COALESCE ? new LinkedHashMap<>() : null;
  }

  /**
   * Adds a message.
   *
   * @param message the message
   * @param key what it is about, or null
   * @return false if that is one too many for {@link SlowConsumer#DISCONNECT}, now or before
   */
  public boolean put(M message, @Nullable Object key) {
    if (tooSlow) {
      return false;
    }
    if (latest != null) {
      Object slot = key == null ? new Object() : key;
      latest.remove(slot); // the newer one goes to the end
      if (latest.size() == limit) {
        removeFirst(latest);
      }
      latest.put(slot, message);
      return true;
    }
    if (queue.size() == limit) {
      if (policy == SlowConsumer.DISCONNECT) {
        tooSlow = true;
        return false;
      }
      queue.removeFirst();
    }
    queue.addLast(message);
    return true;
  }

  /** {@return the oldest message, which is taken out, or null if there is none} */
  public @Nullable M poll() {
    return latest == null ? queue.pollFirst() : latest.isEmpty() ? null : removeFirst(latest);
  }

  /** {@return whether there was one too many for {@link SlowConsumer#DISCONNECT}} */
  public boolean tooSlow() {
    return tooSlow;
  }

  private static <M> M removeFirst(Map<Object, M> messages) {
    Iterator<M> all = messages.values().iterator();
    M first = all.next();
    all.remove();
    return first;
  }
}

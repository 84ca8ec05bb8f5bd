package dev.covet.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.covet.SessionStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the memory of the process, so many bytes of them. Caffeine forgets first what is used
 * little: a flood of new sessions does not push out those that are in use.
 */
final class CaffeineSessions implements SessionStore {
  /** Objects around the texts of a session, roughly: entry, record, two instants, map. */
  private static final int OVERHEAD = 320;

  /** Objects around one value, roughly. */
  private static final int VALUE_OVERHEAD = 96;

  private record Kept(Data data, Duration life) {}

  private final Cache<String, Kept> sessions;

  /** So that a session that moves is not missed by an end of all. Both are rare. */
  private final Lock moving = new ReentrantLock();

  CaffeineSessions(long bytes, Ticker ticker) {
    sessions =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((String key, Kept kept) -> weight(kept.data))
            .expireAfter(Expiry.<String, Kept>writing((key, kept) -> kept.life))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** With one byte for a character, as most texts have. */
  private static int weight(Data data) {
    int weight = OVERHEAD;
    for (Map.Entry<String, String> value : data.values().entrySet()) {
      weight += VALUE_OVERHEAD + value.getKey().length() + value.getValue().length();
    }
    return weight;
  }

  @Override
  public @Nullable Data find(String key) {
    Kept kept = sessions.getIfPresent(key);
    return kept == null ? null : kept.data;
  }

  @Override
  public void create(String key, Data data, Duration life) {
    sessions.put(key, new Kept(data, life));
  }

  @Override
  public boolean change(String key, Change change, Duration life) {
    return sessions
            .asMap()
            .computeIfPresent(key, (same, old) -> new Kept(change.over(old.data), life))
        != null;
  }

  @Override
  public boolean move(String key, String to, Change change, Duration life) {
    moving.lock();
    try {
      Kept old = sessions.asMap().remove(key);
      if (old == null) {
        return false;
      }
      sessions.put(to, new Kept(change.over(old.data), life));
      return true;
    } finally {
      moving.unlock();
    }
  }

  @Override
  public void remove(String key) {
    sessions.invalidate(key);
  }

  @Override
  public void removeAll(String principal) {
    moving.lock();
    try {
      sessions.asMap().values().removeIf(kept -> principal.equals(kept.data.principal()));
    } finally {
      moving.unlock();
    }
  }
}

package dev.covet;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that are kept for a time, at most so many and so much of them: beyond that the oldest go
 * first. Times are numbers in any unit. Safe for any thread.
 *
 * @param <V> the type of values
 */
final class ExpiringMap<V> {
  private record Entry<V>(V value, long weight, long expires) {}

  private final int most;
  private final long mostWeight;

  // under the lock
  private final Map<String, Entry<V>> entries = new LinkedHashMap<>();
  private long weight;
  private long forgotten;

  /**
   * An empty map.
   *
   * @param most entries
   * @param mostWeight of all entries together
   */
  ExpiringMap(int most, long mostWeight) {
    this.most = most;
    this.mostWeight = mostWeight;
  }

  synchronized @Nullable V get(String key, long now) {
    Entry<V> entry = entries.get(key);
    return entry == null || isOver(entry, now) ? null : entry.value;
  }

  /** Keeps a value, unless there is one under its key; then gives that. */
  synchronized @Nullable V putIfAbsent(
      String key, V value, long weightOfIt, long expires, long now) {
    V present = get(key, now);
    if (present == null) {
      put(key, value, weightOfIt, expires, now);
    }
    return present;
  }

  /** Keeps a value in place of another under its key. */
  synchronized void put(String key, V value, long weightOfIt, long expires, long now) {
    remove(key);
    entries.put(key, new Entry<>(value, weightOfIt, expires));
    weight += weightOfIt;
    makeRoom(now);
  }

  synchronized void remove(String key) {
    Entry<V> old = entries.remove(key);
    if (old != null) {
      weight -= old.weight;
    }
  }

  /**
   * The oldest are at the front, so as long as all live equally long, so are those that are over.
   */
  private void makeRoom(long now) {
    Iterator<Entry<V>> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry<V> entry = oldest.next();
      boolean over = isOver(entry, now);
      if (!over && entries.size() <= most && weight <= mostWeight) {
        return;
      }
      oldest.remove();
      weight -= entry.weight;
      forgotten += over ? 0 : 1;
    }
  }

  /** How many entries had to go before their time. */
  synchronized long forgotten() {
    return forgotten;
  }

  synchronized int size() {
    return entries.size();
  }

  synchronized long weight() {
    return weight;
  }

  private static boolean isOver(Entry<?> entry, long now) {
    return now - entry.expires >= 0;
  }
}

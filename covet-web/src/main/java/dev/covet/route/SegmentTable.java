package dev.covet.route;

import org.jspecify.annotations.Nullable;

/**
 * A small hash table from segments to values that is asked with a range of a path, so that no
 * substring is made. Open addressing, at most half full. Keys come from the application alone, so
 * nobody outside can make them collide.
 */
final class SegmentTable<V> {
  private final @Nullable String[] keys;
  private final @Nullable Object[] values;
  private final int mask;
  private boolean empty = true;

  SegmentTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(1, expected) * 4 - 1);
    this.keys = new String[capacity];
    this.values = new Object[capacity];
    this.mask = capacity - 1;
  }

  /** Adds a key that is not there yet; at most as many as were expected. */
  void put(String key, V value) {
    int slot = hash(key, 0, key.length()) & mask;
    while (keys[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    values[slot] = value;
    empty = false;
  }

  /** The value under {@code text[from, to)}, or null. */
  @SuppressWarnings("unchecked") // only put writes values
  @Nullable V get(String text, int from, int to) {
    if (empty) {
      return null;
    }
    int length = to - from;
    int slot = hash(text, from, to) & mask;
    for (String key = keys[slot]; key != null; key = keys[slot]) {
      if (key.length() == length && text.startsWith(key, from)) {
        return (V) values[slot];
      }
      slot = slot + 1 & mask;
    }
    return null;
  }

  private static int hash(String text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash ^ hash >>> 15;
  }
}

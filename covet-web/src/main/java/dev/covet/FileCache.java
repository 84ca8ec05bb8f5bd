package dev.covet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The small files that are in memory, by name, a bounded number of bytes. Safe for any thread. */
final class FileCache {
  private static final long BYTES = 16L << 20;
  private static final int ENTRIES = 4096;

  private final Map<String, FileEntry> entries = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  @Nullable FileEntry get(String name) {
    return entries.get(name);
  }

  /** Keeps an entry; those that were not used for longest make room. */
  void put(String name, FileEntry entry) {
    FileEntry old = entries.put(name, entry);
    bytes.addAndGet(entry.bytes() - (old == null ? 0 : old.bytes()));
    while (bytes.get() > BYTES || entries.size() > ENTRIES) {
      String oldest = oldest();
      if (oldest == null) {
        return;
      }
      remove(oldest);
    }
  }

  private @Nullable String oldest() {
    String oldest = null;
    long used = 0;
    for (Map.Entry<String, FileEntry> known : entries.entrySet()) {
      long time = known.getValue().checked();
      if (oldest == null || time - used < 0) {
        oldest = known.getKey();
        used = time;
      }
    }
    return oldest;
  }

  void remove(String name) {
    FileEntry old = entries.remove(name);
    if (old != null) {
      bytes.addAndGet(-old.bytes());
    }
  }
}

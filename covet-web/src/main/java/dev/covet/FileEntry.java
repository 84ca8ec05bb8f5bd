package dev.covet;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What is served under a name: the file, and perhaps other codings of it. Safe for any thread. */
final class FileEntry {
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final List<FileVariant> variants;
  private final List<String> codings;
  private final AtomicLong checked = new AtomicLong(System.nanoTime());

  /**
   * An entry.
   *
   * @param variants the best first, the one without a coding last
   */
  FileEntry(List<FileVariant> variants) {
    this.variants =
        variants.size() == 1
            ? List.copyOf(variants)
            : variants.stream().map(FileVariant::varying).toList();
    this.codings =
        variants.stream().map(FileVariant::coding).filter(coding -> !coding.isEmpty()).toList();
  }

  Response<?> answer(Request request) {
    if (!codings.isEmpty()) {
      String best = AcceptEncoding.best(request.headerLines("Accept-Encoding"), codings);
      for (FileVariant variant : variants) {
        if (variant.coding().equals(best)) {
          return variant.answer();
        }
      }
    }
    return variants.getLast().answer();
  }

  boolean inMemory() {
    return variants.stream().allMatch(FileVariant::inMemory);
  }

  long bytes() {
    return variants.stream().mapToLong(variant -> variant.file().size()).sum();
  }

  /** Whether it was made from these files, by their codings. */
  boolean isOf(Map<String, StoredFile> stored) {
    return variants.size() == stored.size()
        && variants.stream().allMatch(variant -> variant.file().same(stored.get(variant.coding())));
  }

  /** When it was used last, to the second. */
  long checked() {
    return checked.get();
  }

  /** Whether it is time to look at the files again; true for one caller in each period. */
  boolean due() {
    long now = System.nanoTime();
    long last = checked.get();
    return now - last > PERIOD && checked.compareAndSet(last, now);
  }
}

package dev.covet.test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what handlers read without having declared it. Safe for several threads. */
final class UndeclaredReads {
  private final Set<String> told = new LinkedHashSet<>();

  synchronized void add(String read) {
    told.add(read);
  }

  private synchronized List<String> take() {
    List<String> all = new ArrayList<>(told);
    told.clear();
    return all;
  }

  /** Fails if there was one since the last time. */
  void check() {
    List<String> all = take();
    if (!all.isEmpty()) {
      throw new AssertionError(
          "documents made from the application would not be true:\n" + String.join("\n", all));
    }
  }
}

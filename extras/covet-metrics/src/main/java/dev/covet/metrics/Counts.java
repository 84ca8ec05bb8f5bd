package dev.covet.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counters by a few names. One loop writes, any thread reads. */
final class Counts {
  /** Replaced when a name comes that was not there. */
  private volatile Map<String, AtomicLong> counters = Map.of();

  /** By its loop alone. */
  void add(String name) {
    AtomicLong counter = counters.get(name);
    if (counter == null) {
      counter = new AtomicLong();
      Map<String, AtomicLong> more = new HashMap<>(counters);
      more.put(name, counter);
      counters = Map.copyOf(more);
    }
    counter.setRelease(counter.getPlain() + 1);
  }

  /** Adds what was counted to sums. */
  void addTo(Map<String, Long> sums) {
    counters.forEach((name, counter) -> sums.merge(name, counter.getAcquire(), Long::sum));
  }
}

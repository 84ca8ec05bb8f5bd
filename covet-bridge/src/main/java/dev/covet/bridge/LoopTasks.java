package dev.covet.bridge;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ObjLongConsumer;

/**
 * The requests of one loop that are being served, for people who ask; kept only if somebody may.
 * The loop puts each one into a place whose request has ended: nobody takes one out, so it costs a
 * look at a place or two and a plain write. A place keeps an ended request until the next one
 * comes.
 *
 * <p>The loop writes, any thread reads.
 */
final class LoopTasks {
  /** Beyond it requests are served and not listed. */
  static final int MOST = 4096;

  private static final int FIRST = 32;

  /** Looked at before there is thought to be no free one; a power of two. */
  private static final int PROBES = 16;

  /** A request and since when it is served, on the scale of {@link System#nanoTime()}. */
  private record Place(RequestTask task, long since) {}

  private volatile AtomicReferenceArray<Place> places = new AtomicReferenceArray<>(FIRST);

  // the loop only
  private int next;

  /** Lists a request. By the loop. */
  void add(RequestTask task, long now) {
    AtomicReferenceArray<Place> all = places;
    int mask = all.length() - 1;
    for (int probe = 0; probe < PROBES; probe++) {
      int index = next++ & mask;
      Place there = all.getPlain(index);
      if (there == null || there.task().ended()) {
        all.setRelease(index, new Place(task, now));
        return;
      }
    }
    if (all.length() < MOST) {
      grow(all);
      add(task, now);
    }
  }

  private void grow(AtomicReferenceArray<Place> full) {
    Place[] more = new Place[full.length() * 2];
    for (int i = 0; i < full.length(); i++) {
      more[i] = full.getPlain(i);
    }
    next = full.length();
    places = new AtomicReferenceArray<>(more);
  }

  /** Gives those that have not ended, with their times. */
  void each(ObjLongConsumer<RequestTask> to) {
    AtomicReferenceArray<Place> all = places;
    for (int i = 0; i < all.length(); i++) {
      Place place = all.getAcquire(i);
      if (place != null && !place.task().ended()) {
        to.accept(place.task(), place.since());
      }
    }
  }
}

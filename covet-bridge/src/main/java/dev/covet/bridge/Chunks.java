package dev.covet.bridge;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A chunk for each loop that is used again and again. It is taken exclusively and given back,
 * because serialising may park and another handler of the loop may want one meanwhile; then there
 * simply is a second one. Safe for any thread.
 */
final class Chunks {
  private final AtomicReferenceArray<Chunk> spare;

  /** Room for as many loops, rounded up to a power of two; more loops share. */
  Chunks(int loops) {
    spare = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(1, 2 * loops - 1)));
  }

  /** An empty chunk for a request of this loop. */
  Chunk take(int loop) {
    Chunk chunk = spare.getAndSet(loop & (spare.length() - 1), null);
    return chunk == null ? new Chunk() : chunk;
  }

  /** Gives a chunk back, which the caller must not touch any more. */
  void give(int loop, Chunk chunk) {
    if (chunk.small()) {
      chunk.clear();
      spare.setRelease(loop & (spare.length() - 1), chunk);
    }
  }
}

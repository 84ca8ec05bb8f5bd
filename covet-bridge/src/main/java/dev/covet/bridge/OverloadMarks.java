package dev.covet.bridge;

import dev.covet.Config;

/**
 * From where on a server has too much to do; 0 each for never.
 *
 * @param heap percent of the old generation that a collection leaves in use
 * @param buffers percent of the memory for buffers outside the heap
 * @param requests at once
 * @param delayNanos how late each loop is, in nanoseconds
 */
record OverloadMarks(int heap, int buffers, int requests, long delayNanos) {
  static final OverloadMarks NONE = new OverloadMarks(0, 0, 0, 0);

  static OverloadMarks of(Config config) {
    return new OverloadMarks(
        config.overloadHeap(),
        config.overloadBuffers(),
        config.overloadRequests(),
        config.overloadDelay().toNanos());
  }
}

package dev.covet.engine.http2;

/**
 * Arrays that connections of a loop gave back when they became idle, for those that wake up. An
 * idle connection so holds none, and one that is used again and again allocates none. Event loop
 * only.
 */
final class SpareArrays {
  /** Enough for a few requests, or for a few small answers. */
  static final int SIZE = 4 << 10;

  static final byte[] NONE = new byte[0];

  /** As many as connections usually wake up in one turn; more are left to the collector. */
  private static final int MOST = 64;

  private final byte[][] arrays = new byte[MOST][];
  private int count;

  /** An array of {@link #SIZE} with anything in it. */
  byte[] take() {
    return count == 0 ? new byte[SIZE] : arrays[--count];
  }

  /** Takes an array back that nobody refers to any more. */
  void give(byte[] array) {
    if (array.length == SIZE && count < MOST) {
      arrays[count++] = array;
    }
  }
}

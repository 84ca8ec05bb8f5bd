package dev.covet.bridge;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory that grow as they are written. Belongs to one thread at a time. */
final class Chunk extends OutputStream {
  /** Up to this many bytes are cheaper to copy than to allocate a chunk for. */
  private static final int COPIED = 4096;

  private byte[] bytes = new byte[512];
  private int size;

  @Override
  public void write(int b) {
    ensure(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** How many bytes were written. */
  int size() {
    return size;
  }

  /** Whether {@link #take} will leave the chunk usable. */
  boolean small() {
    return size <= COPIED;
  }

  /**
   * The bytes, from 0 to {@link #size()}, for good: nobody changes them afterwards. A small content
   * is copied; a large one takes the array along, and the chunk is worn out.
   */
  byte[] take() {
    return small() ? Arrays.copyOf(bytes, size) : bytes;
  }

  /** The bytes, from 0 to {@link #size()}, until the chunk is used again. */
  byte[] bytes() {
    return bytes;
  }

  /** Empties a chunk that is not worn out. */
  void clear() {
    size = 0;
  }

  private void ensure(int more) {
    if (more > bytes.length - size) {
      // long, so that a body beyond 2 GiB fails with a clear error instead of a negative size
      long wanted = Math.max((long) size + more, 2L * bytes.length);
      if ((long) size + more > Integer.MAX_VALUE - 8) {
        throw new OutOfMemoryError("a buffered body may not exceed 2 GiB");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}

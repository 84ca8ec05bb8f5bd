package dev.covet.engine.connection;

import java.util.Arrays;

/** Bytes on their way to the socket; grows as needed, keeps its array. Event loop only. */
public final class Out {
  private static final int SIZE = 4 << 10;

  /** An array above this is not kept. */
  private static final int KEPT = 64 << 10;

  public byte[] array;
  public int length;

  public Out() {
    this(SIZE);
  }

  public Out(int size) {
    array = new byte[size];
  }

  public void ensure(int more) {
    if (array.length - length < more) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
    }
  }

  public void put(byte[] source) {
    put(source, 0, source.length);
  }

  public void put(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, array, length, count);
    length += count;
  }

  /** Appends a text of characters up to U+00FF, a byte each. */
  @SuppressWarnings(
      "deprecation") // Drops the high bytes, which are 0 here, and so copies without a charset's
  // detour.
  public void latin1(String text) {
    int count = text.length();
    ensure(count);
    text.getBytes(0, count, array, length);
    length += count;
  }

  public void decimal(long value) {
    ensure(20);
    int digits = 1;
    for (long power = 10; digits < 19 && value >= power; power *= 10) {
      digits++;
    }
    int first = length;
    length += digits;
    long rest = value;
    for (int at = length - 1; at > first; at--) {
      long tenth = rest / 10;
      array[at] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    array[first] = (byte) ('0' + rest);
  }

  public void hex(int value) {
    ensure(8);
    int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(value)) / 4);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      array[length++] = (byte) "0123456789abcdef".charAt(value >>> shift & 15);
    }
  }

  public void clear() {
    length = 0;
    if (array.length > KEPT) {
      array = new byte[SIZE];
    }
  }
}

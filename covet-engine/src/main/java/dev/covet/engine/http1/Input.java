package dev.covet.engine.http1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Bytes that arrived and are not consumed yet: {@code bytes[start..end)}. While a request is being
 * served its head stays where it is, because spans point into it: what follows moves up to its end,
 * and the buffer grows by copying to the same places. Event loop only.
 */
final class Input {
  private static final int SIZE = 16 << 10;

  byte[] bytes = new byte[SIZE];
  int start;
  int end;

  /** Where the bytes after the served request's head begin, 0 when no head is held. */
  private int held;

  int size() {
    return end - start;
  }

  void append(ByteBuf more) {
    int length = more.readableBytes();
    if (bytes.length - end < length) {
      makeRoom(length);
    }
    more.readBytes(bytes, end, length);
    end += length;
  }

  /** From now on everything before {@code start} stays in place. */
  void hold() {
    held = start;
  }

  void letGo() {
    held = 0;
    rewind();
  }

  /** Takes bytes from the front. */
  void consume(int length) {
    start += length;
    rewind();
  }

  /** Back to pristine; a buffer that has grown is dropped. */
  void clear() {
    if (bytes.length > SIZE) {
      bytes = new byte[SIZE];
    }
    start = 0;
    end = 0;
    held = 0;
  }

  private void rewind() {
    if (start == end) {
      start = held;
      end = held;
    }
  }

  private void makeRoom(int length) {
    if (start > held) {
      System.arraycopy(bytes, start, bytes, held, end - start);
      end -= start - held;
      start = held;
    }
    if (bytes.length - end < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + length));
    }
  }
}

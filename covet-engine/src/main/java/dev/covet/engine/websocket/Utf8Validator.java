package dev.covet.engine.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks text while it streams in (RFC 3629): the first byte that can not be right is refused,
 * wherever the parts of a message are cut. Event loop only.
 */
final class Utf8Validator {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;

  /** Bytes that the character which has begun still needs. */
  private int needed;

  /** What the next of them may be: no overlong forms, no surrogates, nothing above U+10FFFF. */
  private int least = 0x80;

  private int most = 0xbf;

  /** Takes a part; false if it can not be the next part of a text. */
  boolean take(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (needed == 0) {
        at = afterAscii(bytes, at, end);
        if (at < end && !begin(bytes[at++] & 0xff)) {
          return false;
        }
      } else if (!next(bytes[at++] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text may end here. */
  boolean isWhole() {
    return needed == 0;
  }

  /** For another text. */
  void reset() {
    needed = 0;
    least = 0x80;
    most = 0xbf;
  }

  private static int afterAscii(byte[] bytes, int from, int end) {
    int at = from;
    while (at + Long.BYTES <= end && ((long) LONGS.get(bytes, at) & HIGH) == 0) {
      at += Long.BYTES;
    }
    while (at < end && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  private boolean begin(int first) {
    if (first < 0xc2 || first > 0xf4) {
      return false;
    }
    needed = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    return true;
  }

  private boolean next(int value) {
    if (value < least || value > most) {
      return false;
    }
    needed--;
    least = 0x80;
    most = 0xbf;
    return true;
  }
}

package dev.covet.engine.http1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads and searches byte arrays, eight bytes at a time within a long ("SWAR"). */
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long SPACES = 0x2020202020202020L;
  private static final long DELETES = 0x7f7f7f7f7f7f7f7fL;

  private Bytes() {}

  /** Eight bytes from an index on, the first in the lowest bits. */
  static long eight(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** The text of these bytes, a character up to U+00FF each. */
  static String text(byte[] bytes, int from, int end) {
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * The first control byte other than tab (0x00–0x1F, 0x7F), or {@code end}: the end of a line and
   * all that may not stand in it are found by one pass.
   */
  static int control(byte[] bytes, int from, int end) {
    int at = from;
    while (at + Long.BYTES <= end) {
      long word = eight(bytes, at);
      long delete = word ^ DELETES;
      // The lowest marked byte is exact; a borrow can only mark bytes above a true match.
      long marks = (word - SPACES & ~word | delete - ONES & ~delete) & HIGH;
      if (marks == 0) {
        at += Long.BYTES;
        continue;
      }
      at += Long.numberOfTrailingZeros(marks) >> 3;
      if (bytes[at] != '\t') {
        return at;
      }
      at++;
    }
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b >= 0 && b < ' ' && b != '\t' || b == 0x7f) {
        return at;
      }
    }
    return end;
  }

  /**
   * Whether the bytes are this text without regard to case; the text is lower-case letters, digits
   * and hyphens.
   */
  static boolean isIgnoreCase(byte[] bytes, int from, int end, String lower) {
    if (end - from != lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      int b = bytes[from + i];
      if (b >= 'A' && b <= 'Z') {
        b |= 0x20;
      }
      if (b != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes are this name without regard to case, whatever the case of the name is. */
  static boolean isName(byte[] bytes, int from, int end, String name) {
    if (end - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int a = bytes[from + i];
      int b = name.charAt(i);
      if (a != b && (lower(a) != lower(b))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
  }
}

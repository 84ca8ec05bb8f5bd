package dev.covet.bridge.accesslog;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of lines that wait to be written; ASCII only. The writer's thread only. */
final class Lines {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[64 << 10];
  private int length;

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  Lines put(char c) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) c;
    return this;
  }

  /** Text of our own: printable ASCII. */
  Lines put(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
    return this;
  }

  Lines put(long number) {
    return put(Long.toString(number));
  }

  /**
   * Text of somebody else between quotes, so that it stays one line and one value whatever is in
   * it: quotes and backslashes get a backslash, control characters and all beyond ASCII are given
   * by number.
   *
   * @param json whether by four digits after {@code \\u}, else by two after {@code \\x}
   */
  Lines quoted(String text, boolean json) {
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\').put(c);
      } else if (c >= ' ' && c < 0x7f) {
        put(c);
      } else if (json || c > 0xff) {
        put("\\u").hex(c >> 8).hex(c);
      } else {
        put("\\x").hex(c);
      }
    }
    return put('"');
  }

  private Lines hex(int value) {
    return put((char) HEX[value >> 4 & 15]).put((char) HEX[value & 15]);
  }
}

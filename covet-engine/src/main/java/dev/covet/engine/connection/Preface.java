package dev.covet.engine.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a connection of HTTP/2 begins with (RFC 9113, section 3.4). */
public final class Preface {
  private static final byte[] BYTES =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  public static final int LENGTH = BYTES.length;

  private Preface() {}

  /** Whether bytes are the preface, as far as they are there. */
  public static boolean begins(byte[] bytes, int start, int end) {
    int count = Math.min(LENGTH, end - start);
    return Arrays.equals(bytes, start, start + count, BYTES, 0, count);
  }
}

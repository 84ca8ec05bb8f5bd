package dev.covet;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Request ids: 16 hexadecimal digits, never twice in one process, no order or count to be read from
 * them. Not secret: do not use them as tokens.
 */
public final class Ids {
  /** Odd, so that the sequence visits every 64-bit value once (the step of SplitMix64). */
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
  private static final AtomicLong SEQUENCE = new AtomicLong(new SecureRandom().nextLong());

  private Ids() {}

  /** {@return a new id} */
  public static String next() {
    long id = mix(SEQUENCE.getAndAdd(STEP));
    byte[] digits = new byte[16];
    for (int i = 15; i >= 0; i--) {
      digits[i] = HEX[(int) id & 15];
      id >>>= 4;
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /** A bijection, so different inputs stay different. */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}

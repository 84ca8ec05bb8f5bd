package dev.covet.limit;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Hashes keys with a secret (SipHash-2-4: Aumasson, Bernstein, 2012), so that nobody can look for
 * keys that meet in a {@link DebtTable}. Immutable; allocates nothing.
 */
public final class KeyHash {
  private static final int WORD_ROUNDS = 2;
  private static final int LAST_ROUNDS = 4;

  private final long k0;
  private final long k1;

  /** With a new secret. */
  public KeyHash() {
    this(new SecureRandom());
  }

  private KeyHash(SecureRandom random) {
    this(random.nextLong(), random.nextLong());
  }

  KeyHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /**
   * {@return the hash of two numbers}
   *
   * @param first any number
   * @param second any number
   */
  public long of(long first, long second) {
    return of(null, first, second);
  }

  /**
   * {@return the hash of a text and a number; never that of two numbers, except by chance}
   *
   * @param text any text
   * @param second any number
   */
  public long of(String text, long second) {
    return of(text, text.length(), second);
  }

  private long of(@Nullable String text, long first, long second) {
    int textWords = text == null ? 0 : (text.length() + 3) / 4 + 1;
    long v0 = k0 ^ 0x736f6d6570736575L;
    long v1 = k1 ^ 0x646f72616e646f6dL;
    long v2 = k0 ^ 0x6c7967656e657261L;
    long v3 = k1 ^ 0x7465646279746573L;
    int words = textWords + 2;
    for (int i = 0; i <= words; i++) {
      boolean last = i == words;
      long word = last ? 0 : i < textWords ? word(text, i) : i == textWords ? first : second;
      v3 ^= word;
      v2 ^= last ? 0xff : 0;
      for (int round = last ? LAST_ROUNDS : WORD_ROUNDS; round > 0; round--) {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /** Four characters; 0 after the last ones. */
  private static long word(@Nullable String text, int index) {
    long word = 0;
    for (int i = 4 * index; text != null && i < Math.min(4 * index + 4, text.length()); i++) {
      word = word << 16 | text.charAt(i);
    }
    return word;
  }
}

package dev.covet.bridge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows requests that may learn how long they took: {@code <end>.<signature>}, where the end is in
 * seconds since 1970 and the signature the HMAC-SHA256 of {@code covet-timing <end>} in hexadecimal
 * digits. Whoever sees one may use it until its end, so no end lies far ahead. Immutable.
 */
final class TimingKey {
  /** The longest that one is good for, in seconds. */
  static final long LONGEST = TimeUnit.DAYS.toSeconds(1);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE = 64;

  private final SecretKeySpec key;

  TimingKey(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * Whether a value was signed with this key and is still good.
   *
   * @param value what a client has sent
   * @param now seconds since 1970
   */
  boolean signed(String value, long now) {
    int dot = value.length() - SIGNATURE - 1;
    if (dot < 1 || dot > 11 || value.charAt(dot) != '.') {
      return false;
    }
    try {
      long end = Long.parseLong(value, 0, dot, 10);
      return end > now
          && end - now <= LONGEST
          && MessageDigest.isEqual(
              HexFormat.of().parseHex(value, dot + 1, value.length()),
              signature(value.substring(0, dot)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private byte[] signature(String end) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(("covet-timing " + end).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

package dev.covet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a signed double submit: a random value stands signed in a cookie, and masked in the
 * page. The signature keeps a neighbour that can set cookies (a sub-domain, say) from planting a
 * pair of its own; the mask makes the token another one in each page, so that compression gives
 * nothing of it away (BREACH). Immutable and safe for any thread.
 */
final class CsrfTokens {
  static final int BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;

  CsrfTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  /** The value of a cookie, for whom it was made. */
  String signed(byte[] value, String owner) {
    return ENCODER.encodeToString(joined(value, signature(value, owner)));
  }

  /** The value that a cookie holds, or null if nobody here has made it for that owner. */
  byte @Nullable [] verified(String cookie, String owner) {
    byte[] bytes = decoded(cookie, BYTES + SIGNATURE);
    if (bytes == null) {
      return null;
    }
    byte[] value = Arrays.copyOf(bytes, BYTES);
    byte[] signature = Arrays.copyOfRange(bytes, BYTES, bytes.length);
    return MessageDigest.isEqual(signature, signature(value, owner)) ? value : null;
  }

  /** A token for a page, another one each time. */
  static String masked(byte[] value) {
    byte[] mask = random(BYTES);
    return ENCODER.encodeToString(joined(mask, mixed(value, mask)));
  }

  /** Whether a token was made of a value. */
  static boolean matches(String token, byte[] value) {
    byte[] bytes = decoded(token, 2 * BYTES);
    return bytes != null
        && MessageDigest.isEqual(
            value, mixed(Arrays.copyOf(bytes, BYTES), Arrays.copyOfRange(bytes, BYTES, 2 * BYTES)));
  }

  private byte[] signature(byte[] value, String owner) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(value);
      return mac.doFinal(owner.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte @Nullable [] decoded(String text, int length) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return bytes.length == length ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] mixed(byte[] one, byte[] other) {
    byte[] mixed = new byte[one.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (byte) (one[i] ^ other[i]);
    }
    return mixed;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}

package dev.covet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Ids of sessions: 128 bits that nobody can guess, as 22 characters. */
final class SessionIds {
  static final int BYTES = 16;
  private static final int LENGTH = 22;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private SessionIds() {}

  static byte[] bytes() {
    byte[] id = new byte[BYTES];
    RANDOM.nextBytes(id);
    return id;
  }

  static byte[] bytes(String id) {
    return Base64.getUrlDecoder().decode(id);
  }

  static String next() {
    return text(bytes());
  }

  static String text(byte[] id) {
    return ENCODER.encodeToString(id);
  }

  /** Whether a text could be an id; what is none need not be looked for. */
  static boolean couldBe(String text) {
    return text.length() == LENGTH
        && text.chars()
            .allMatch(
                c ->
                    c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || c == '-'
                        || c == '_');
  }

  /** What a store knows of an id: enough to find the session, not to take it over. */
  static String hash(String id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.US_ASCII));
      return ENCODER.encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

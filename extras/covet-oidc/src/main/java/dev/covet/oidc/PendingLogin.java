package dev.covet.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A login that was begun: what its end must show. All three are secrets between this browser and
 * the server.
 *
 * @param state comes back with the browser: the login was begun in its session
 * @param nonce comes back in the ID token: it was made for this login
 * @param verifier is shown to the provider: the code was asked for here (RFC 7636)
 * @param begun milliseconds
 * @param next where the browser goes afterwards, a path on this site
 */
record PendingLogin(String state, String nonce, String verifier, long begun, String next) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  static PendingLogin begin(long now, String next) {
    return new PendingLogin(random(), random(), random(), now, next);
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** {@return the verifier as the provider sees it at first (S256)} */
  String challenge() {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean hasState(String shown) {
    return same(state, shown);
  }

  boolean hasNonce(String shown) {
    return same(nonce, shown);
  }

  private static boolean same(String secret, String shown) {
    return MessageDigest.isEqual(
        secret.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }
}

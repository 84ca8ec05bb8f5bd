package dev.covet.jwt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads public keys of RFC 7468. */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

  private PemKey() {}

  static PublicKey read(String pem) {
    Matcher block = BLOCK.matcher(pem);
    if (!block.matches()) {
      throw new IllegalArgumentException(
          "not one public key in PEM; it has to begin with -----BEGIN PUBLIC KEY-----");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
    for (String kind : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        // Of another kind.
      }
    }
    throw new IllegalArgumentException("the public key is neither of RSA, EC nor Ed25519");
  }
}

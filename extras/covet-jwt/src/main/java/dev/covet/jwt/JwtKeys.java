package dev.covet.jwt;

import com.nimbusds.jose.JWSHeader;
import java.net.URI;
import java.security.PublicKey;
import java.util.List;

/**
 * The keys by which tokens of one issuer are checked. Each is for exactly one algorithm, whatever a
 * token says. Safe for any thread.
 */
public abstract sealed class JwtKeys permits FixedKeys, PublishedKeys {
  JwtKeys() {}

  /**
   * {@return keys that the issuer publishes as a JSON Web Key Set (RFC 7517): got when a first
   * token comes, again from time to time, and at once for a key that is not known yet}
   *
   * @param uri {@code https}, or {@code http} to this machine alone
   * @throws IllegalArgumentException if it is not such a URI
   */
  public static PublishedKeys published(String uri) {
    return PublishedKeys.of(URI.create(uri));
  }

  /**
   * {@return a key that signs and checks}
   *
   * @param algorithm one of HMAC
   * @param secret random, at least as long as the algorithm's hash: 32, 48 or 64 bytes (RFC 7518,
   *     section 3.2); copied
   * @throws IllegalArgumentException if they do not fit
   */
  public static JwtKeys secret(JwtAlgorithm algorithm, byte[] secret) {
    return FixedKeys.ofSecret(algorithm, secret);
  }

  /**
   * {@return a public key}
   *
   * @param algorithm what it is for
   * @param key of RSA (2,048 to 8,192 bits), of P-256, P-384 or P-521, or of Ed25519
   * @throws IllegalArgumentException if they do not fit
   */
  public static JwtKeys key(JwtAlgorithm algorithm, PublicKey key) {
    return FixedKeys.ofKey(algorithm, key);
  }

  /**
   * {@return a public key of a file}
   *
   * @param algorithm what it is for
   * @param pem with {@code BEGIN PUBLIC KEY} (RFC 7468, section 13)
   * @throws IllegalArgumentException if they do not fit
   */
  public static JwtKeys pem(JwtAlgorithm algorithm, String pem) {
    return FixedKeys.ofKey(algorithm, PemKey.read(pem));
  }

  /**
   * {@return the keys of a JSON Web Key Set} Secrets in it need an {@code alg}, RSA keys without
   * one are for RS256.
   *
   * @param json the set (RFC 7517, section 5)
   * @throws IllegalArgumentException if a key in it is not fit
   */
  public static JwtKeys set(String json) {
    return FixedKeys.ofSet(json);
  }

  /**
   * {@return the keys that may have signed a token}
   *
   * @throws dev.covet.HttpException 503 if they can not be got now
   */
  abstract List<VerificationKey> candidates(JWSHeader header);
}

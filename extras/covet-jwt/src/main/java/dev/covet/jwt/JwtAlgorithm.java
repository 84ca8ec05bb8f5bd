package dev.covet.jwt;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * How tokens are signed (RFC 7518, section 3.1; RFC 8037). There is no {@code none}, and a key has
 * exactly one of these.
 */
public enum JwtAlgorithm {
  /** HMAC with SHA-256: who checks can sign, too. */
  HS256,
  /** HMAC with SHA-384. */
  HS384,
  /** HMAC with SHA-512. */
  HS512,
  /** RSA PKCS #1 v1.5 with SHA-256. */
  RS256,
  /** RSA PKCS #1 v1.5 with SHA-384. */
  RS384,
  /** RSA PKCS #1 v1.5 with SHA-512. */
  RS512,
  /** RSA PSS with SHA-256. */
  PS256,
  /** RSA PSS with SHA-384. */
  PS384,
  /** RSA PSS with SHA-512. */
  PS512,
  /** ECDSA on P-256: the best choice where nothing speaks against it. */
  ES256,
  /** ECDSA on P-384. */
  ES384,
  /** ECDSA on P-521. */
  ES512,
  /** Ed25519; {@code EdDSA} in tokens. */
  ED25519;

  JWSAlgorithm jws() {
    return this == ED25519 ? JWSAlgorithm.EdDSA : JWSAlgorithm.parse(name());
  }
}

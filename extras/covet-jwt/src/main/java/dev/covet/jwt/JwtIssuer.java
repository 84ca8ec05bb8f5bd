package dev.covet.jwt;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes tokens: for tests, and for applications that let clients in themselves. Immutable; safe for
 * any thread.
 *
 * <pre>{@code
 * JwtIssuer issuer = JwtIssuer.create("https://id.example", JwtAlgorithm.ES256);
 * String token = issuer.token("ann", "orders").scopes("orders:read").sign();
 * }</pre>
 */
public final class JwtIssuer {
  private final String name;
  private final JWK key;
  private final JWSSigner signer;
  private final InstantSource clock;

  private JwtIssuer(String name, JWK key, JWSSigner signer, InstantSource clock) {
    this.name = name;
    this.key = key;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * {@return an issuer with a new key}
   *
   * @param name what {@code iss} will be
   * @param algorithm how it signs
   */
  public static JwtIssuer create(String name, JwtAlgorithm algorithm) {
    return of(name, SigningKeys.create(algorithm));
  }

  /**
   * {@return an issuer with a key that was kept}
   *
   * @param name what {@code iss} will be
   * @param jwk a private key or secret with {@code kid} and {@code alg} (RFC 7517): what {@link
   *     #privateKey} has told
   * @throws IllegalArgumentException if it is none
   */
  public static JwtIssuer of(String name, String jwk) {
    try {
      return of(name, JWK.parse(jwk));
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a JSON Web Key", e);
    }
  }

  private static JwtIssuer of(String name, JWK key) {
    return new JwtIssuer(name, key, SigningKeys.signer(key), InstantSource.system());
  }

  /**
   * {@return this with another clock, for tests}
   *
   * @param other any thread asks it
   */
  public JwtIssuer clock(InstantSource other) {
    return new JwtIssuer(name, key, signer, other);
  }

  /** {@return its name: {@code iss}} */
  public String name() {
    return name;
  }

  /**
   * {@return its keys as a set to publish (RFC 7517)}
   *
   * @throws IllegalStateException if it signs by a secret, which nobody else may know
   */
  public String published() {
    if (!key.getKeyType().equals(KeyType.OCT)) {
      return new JWKSet(List.of(key)).toString(true);
    }
    throw new IllegalStateException("a secret can not be published; use a key pair, as of ES256");
  }

  /** {@return the keys by which its tokens are checked} */
  public JwtKeys keys() {
    return FixedKeys.of(key);
  }

  /** {@return its private key as a JSON Web Key: keep it as you keep passwords} */
  public String privateKey() {
    return key.toJSONString();
  }

  /**
   * {@return a token to be filled in: good for 5 minutes from now}
   *
   * @param subject whom it is about: {@code sub}
   * @param audience who takes it: {@code aud}
   */
  public JwtToken token(String subject, String audience) {
    return new JwtToken(name, key, signer, clock, subject, audience, Duration.ofMinutes(5));
  }

  /** {@return its name, not its key} */
  @Override
  public String toString() {
    return "JwtIssuer[" + name + "]";
  }
}

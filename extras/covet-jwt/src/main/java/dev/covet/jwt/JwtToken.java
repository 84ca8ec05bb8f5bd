package dev.covet.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** A token that is being filled in. Not safe for more than one thread. */
public final class JwtToken {
  private final JWK key;
  private final JWSSigner signer;
  private final JWTClaimsSet.Builder claims;
  private final Instant now;

  JwtToken(
      String issuer,
      JWK key,
      JWSSigner signer,
      InstantSource clock,
      String subject,
      String audience,
      Duration lifetime) {
    this.key = key;
    this.signer = signer;
    this.now = clock.instant();
    this.claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(subject)
            .audience(audience)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .jwtID(UUID.randomUUID().toString());
  }

  /**
   * Says how long it is good.
   *
   * @param time from now
   * @return this
   */
  public JwtToken lifetime(Duration time) {
    claims.expirationTime(Date.from(now.plus(time)));
    return this;
  }

  /**
   * Says what it lets its holder do.
   *
   * @param scopes words: {@code scope}
   * @return this
   */
  public JwtToken scopes(String... scopes) {
    return claim("scope", String.join(" ", scopes));
  }

  /**
   * Says what its holder is.
   *
   * @param roles {@code roles}
   * @return this
   */
  public JwtToken roles(String... roles) {
    return claim("roles", List.of(roles));
  }

  /**
   * Says anything.
   *
   * @param name of the claim
   * @param value String, Number, Boolean, or a List or Map of these
   * @return this
   */
  public JwtToken claim(String name, Object value) {
    claims.claim(name, value);
    return this;
  }

  /** {@return the signed token in its compact form} */
  public String sign() {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(key.getAlgorithm().getName()))
            .keyID(key.getKeyID())
            .type(JOSEObjectType.JWT)
            .build();
    SignedJWT token = new SignedJWT(header, claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("the key can not sign: " + e.getMessage(), e);
    }
    return token.serialize();
  }
}

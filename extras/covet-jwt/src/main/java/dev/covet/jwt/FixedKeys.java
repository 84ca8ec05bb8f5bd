package dev.covet.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** Keys that stay as they are. */
final class FixedKeys extends JwtKeys {
  private final KeyRing ring;

  FixedKeys(KeyRing ring) {
    this.ring = ring;
  }

  static FixedKeys ofSecret(JwtAlgorithm algorithm, byte[] secret) {
    return of(new OctetSequenceKey.Builder(secret.clone()).algorithm(algorithm.jws()).build());
  }

  static FixedKeys ofKey(JwtAlgorithm algorithm, PublicKey key) {
    JWSAlgorithm jws = algorithm.jws();
    return of(
        switch (key) {
          case RSAPublicKey rsa -> new RSAKey.Builder(rsa).algorithm(jws).build();
          case ECPublicKey ec -> {
            Curve curve = Curve.forECParameterSpec(ec.getParams());
            if (curve == null) {
              throw new IllegalArgumentException("the key is of a curve that signs no tokens");
            }
            yield new ECKey.Builder(curve, ec).algorithm(jws).build();
          }
          case EdECPublicKey ed -> {
            Base64URL x = Ed25519Keys.tail(ed.getEncoded());
            yield new OctetKeyPair.Builder(Curve.Ed25519, x).algorithm(jws).build();
          }
          default ->
              throw new IllegalArgumentException(
                  "a key of " + key.getAlgorithm() + "; RSA, EC and Ed25519 are for tokens");
        });
  }

  static FixedKeys ofSet(String json) {
    try {
      return of(PublishedSet.parse(json).toArray(JWK[]::new));
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a JSON Web Key Set: " + e.getMessage(), e);
    }
  }

  static FixedKeys of(JWK... keys) {
    List<VerificationKey> fit = new ArrayList<>();
    for (JWK key : keys) {
      try {
        fit.add(VerificationKey.of(key, JWSAlgorithm.RS256));
      } catch (UnfitKeyException e) {
        String name = key.getKeyID() == null ? "the key" : "the key '" + key.getKeyID() + "'";
        throw new IllegalArgumentException(name + " can not check tokens: " + e.reason(), e);
      }
    }
    return new FixedKeys(new KeyRing(fit));
  }

  @Override
  List<VerificationKey> candidates(JWSHeader header) {
    return ring.candidates(header);
  }
}

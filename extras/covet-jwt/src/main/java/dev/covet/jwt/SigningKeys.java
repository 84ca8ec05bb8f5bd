package dev.covet.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.UUID;

/** Keys that sign. */
final class SigningKeys {
  private static final int RSA_BITS = 3072;

  private SigningKeys() {}

  static JWK create(JwtAlgorithm algorithm) {
    JWSAlgorithm jws = algorithm.jws();
    String id = UUID.randomUUID().toString();
    try {
      return switch (algorithm) {
        case HS256, HS384, HS512 ->
            new OctetSequenceKeyGenerator(Integer.parseInt(algorithm.name().substring(2)))
                .keyID(id)
                .algorithm(jws)
                .generate();
        case ES256, ES384, ES512 ->
            new ECKeyGenerator(Curve.forJWSAlgorithm(jws).iterator().next())
                .keyID(id)
                .algorithm(jws)
                .generate();
        case ED25519 -> Ed25519Keys.create(id);
        default -> new RSAKeyGenerator(RSA_BITS).keyID(id).algorithm(jws).generate();
      };
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static JWSSigner signer(JWK key) {
    if (!key.isPrivate() || key.getKeyID() == null || key.getAlgorithm() == null) {
      throw new IllegalArgumentException("a key that signs is private and has kid and alg");
    }
    try {
      return switch (key) {
        case OctetSequenceKey secret -> new MACSigner(secret);
        case ECKey ec -> new ECDSASigner(ec);
        case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) ->
            new Ed25519Signer(pair);
        case RSAKey rsa -> new RSASSASigner(rsa);
        default -> throw new IllegalArgumentException("a key of a type that signs nothing");
      };
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the key can not sign: " + e.getMessage(), e);
    }
  }
}

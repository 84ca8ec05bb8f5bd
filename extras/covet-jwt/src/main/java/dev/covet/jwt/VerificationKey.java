package dev.covet.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key and the one algorithm that it is for: a token can not choose another (RFC 8725, section
 * 3.1). Safe for any thread.
 *
 * @param id the {@code kid}, or null
 */
record VerificationKey(@Nullable String id, JWSAlgorithm algorithm, JWSVerifier verifier) {
  /** RFC 7518, section 3.3. */
  private static final int RSA_BITS = 2048;

  /** Beyond, one check costs an attacker nothing and the server much. */
  private static final int RSA_BITS_MOST = 8192;

  /**
   * {@return a key of a set}
   *
   * @param rsa for RSA keys that name no algorithm
   * @throws UnfitKeyException if tokens can not be checked by it; says why
   */
  static VerificationKey of(JWK key, JWSAlgorithm rsa) throws UnfitKeyException {
    if (KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
      throw new UnfitKeyException("it is for encryption");
    }
    Set<KeyOperation> operations = key.getKeyOperations();
    if (operations != null
        && !operations.contains(KeyOperation.VERIFY)
        && !operations.contains(KeyOperation.SIGN)) {
      throw new UnfitKeyException("its key_ops do not have 'verify'");
    }
    JWSAlgorithm algorithm = algorithm(key, rsa);
    JWSVerifier verifier;
    try {
      verifier = verifier(key);
    } catch (JOSEException | IllegalStateException e) {
      throw new UnfitKeyException(String.valueOf(e.getMessage()));
    }
    if (!verifier.supportedJWSAlgorithms().contains(algorithm)) {
      throw new UnfitKeyException("a key of its type is not for " + algorithm);
    }
    return new VerificationKey(key.getKeyID(), algorithm, verifier);
  }

  /** {@return {@code EdDSA} for {@code Ed25519}, too: RFC 9864 gave it a second name} */
  static JWSAlgorithm oneName(JWSAlgorithm algorithm) {
    return JWSAlgorithm.Ed25519.equals(algorithm) ? JWSAlgorithm.EdDSA : algorithm;
  }

  private static JWSAlgorithm algorithm(JWK key, JWSAlgorithm rsa) throws UnfitKeyException {
    if (key.getAlgorithm() != null) {
      return oneName(JWSAlgorithm.parse(key.getAlgorithm().getName()));
    }
    return switch (key) {
      case RSAKey _ -> rsa;
      case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> JWSAlgorithm.ES256;
      case ECKey ec when Curve.P_384.equals(ec.getCurve()) -> JWSAlgorithm.ES384;
      case ECKey ec when Curve.P_521.equals(ec.getCurve()) -> JWSAlgorithm.ES512;
      case OctetKeyPair _ -> JWSAlgorithm.EdDSA;
      default -> throw new UnfitKeyException("it names no algorithm (alg)");
    };
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException, UnfitKeyException {
    switch (key) {
      case RSAKey rsa -> {
        int bits = rsa.size();
        if (bits < RSA_BITS || bits > RSA_BITS_MOST) {
          throw new UnfitKeyException(
              "an RSA key of " + bits + " bits; " + RSA_BITS + " to " + RSA_BITS_MOST + " are");
        }
        return new RSASSAVerifier(rsa.toRSAPublicKey());
      }
      case ECKey ec -> {
        return new ECDSAVerifier(ec.toECPublicKey());
      }
      case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> {
        return new Ed25519Check(pair.getX());
      }
      case OctetSequenceKey secret -> {
        return new MACVerifier(secret.toByteArray());
      }
      default -> throw new UnfitKeyException("a key of a type that signs nothing");
    }
  }

  /** {@return whether this key has signed it} */
  boolean verifies(JWSHeader header, byte[] signed, Base64URL signature) {
    try {
      return verifier.verify(header, signed, signature);
    } catch (JOSEException e) {
      return false;
    }
  }
}

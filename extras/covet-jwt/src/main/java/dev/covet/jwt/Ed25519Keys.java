package dev.covet.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Key pairs of the JDK in the form of RFC 8037. */
final class Ed25519Keys {
  private Ed25519Keys() {}

  static OctetKeyPair create(String id) {
    KeyPair pair;
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return new OctetKeyPair.Builder(Curve.Ed25519, tail(pair.getPublic().getEncoded()))
        .d(tail(pair.getPrivate().getEncoded()))
        .keyID(id)
        .algorithm(JWSAlgorithm.EdDSA)
        .build();
  }

  /** Both encodings (RFC 8410, sections 4 and 7) end in the 32 bytes. */
  static Base64URL tail(byte[] encoded) {
    return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }
}

package dev.covet.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/** Ed25519 of the JDK: nimbus asks for another library for it. Safe for any thread. */
final class Ed25519Check implements JWSVerifier {
  private static final int LENGTH = 32;

  /** Of a SubjectPublicKeyInfo with Ed25519 (RFC 8410, section 4); the key's 32 bytes follow. */
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final PublicKey key;
  private final JCAContext context = new JCAContext();

  Ed25519Check(Base64URL x) throws JOSEException {
    byte[] point = x.decode();
    if (point.length != LENGTH) {
      throw new JOSEException("an Ed25519 key has 32 bytes, this one " + point.length);
    }
    byte[] encoded = new byte[HEAD.length + LENGTH];
    System.arraycopy(HEAD, 0, encoded, 0, HEAD.length);
    System.arraycopy(point, 0, encoded, HEAD.length, LENGTH);
    try {
      key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new JOSEException(e.getMessage(), e);
    }
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature.decode());
    } catch (GeneralSecurityException e) {
      // A signature of a wrong length, or with a point that is none.
      return false;
    }
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
  }

  @Override
  public JCAContext getJCAContext() {
    return context;
  }
}

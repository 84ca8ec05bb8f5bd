package dev.covet.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** Keys of one issuer at one time. Immutable; safe for any thread. */
record KeyRing(List<VerificationKey> keys) {
  private static final Logger LOG = System.getLogger("dev.covet.jwt");

  KeyRing {
    keys = List.copyOf(keys);
  }

  /**
   * {@return the public keys of a set by which tokens can be checked} Others are named in the log:
   * a set may have keys for other things, and of types to come.
   */
  static KeyRing published(List<JWK> set, JWSAlgorithm rsa) {
    List<VerificationKey> fit = new ArrayList<>();
    for (JWK key : set) {
      try {
        if (key instanceof OctetSequenceKey) {
          // Whoever has read the set could sign.
          throw new UnfitKeyException("a secret does not belong in a published set");
        }
        fit.add(VerificationKey.of(key, rsa));
      } catch (UnfitKeyException e) {
        LOG.log(Level.DEBUG, () -> "key '" + key.getKeyID() + "' is left out: " + e.reason());
      }
    }
    return new KeyRing(fit);
  }

  /**
   * {@return the keys that may have signed a token: those of its {@code kid} and algorithm} A key
   * without a name fits every {@code kid}. A token without {@code kid} is only taken where a single
   * key is for its algorithm, because it could have each of many checked otherwise.
   */
  List<VerificationKey> candidates(JWSHeader header) {
    JWSAlgorithm algorithm = VerificationKey.oneName(header.getAlgorithm());
    String id = header.getKeyID();
    List<VerificationKey> found = new ArrayList<>(1);
    for (VerificationKey key : keys) {
      boolean named = id == null || key.id() == null || id.equals(key.id());
      if (named && key.algorithm().equals(algorithm)) {
        found.add(key);
      }
    }
    return id == null && found.size() > 1 ? List.of() : found;
  }
}

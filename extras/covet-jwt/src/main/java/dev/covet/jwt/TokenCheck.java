package dev.covet.jwt;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import dev.covet.AuthenticationException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;

/**
 * From the text of a token to its claims: form, header, key, signature, in this order (RFC 8725).
 *
 * @param most characters
 * @param types what {@code typ} may be, lower case; if it has none of these, only these are taken
 */
record TokenCheck(JwtKeys keys, int most, Set<String> types, boolean typeNeeded) {
  /** {@return a token whose signature is right} It may be of another time or for another. */
  SignedToken signed(String token) throws AuthenticationException {
    if (!TokenForm.isCompact(token)) {
      throw wrong("not the compact form of a signed token");
    }
    JWSObject parsed;
    try {
      parsed = JWSObject.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      throw wrong("malformed: " + e.getMessage());
    }
    JWSHeader header = parsed.getHeader();
    checkHeader(header);
    VerificationKey key = signer(parsed, header);
    // The library would put other characters in the place of wrong bytes.
    Map<String, Object> claims =
        isUtf8(parsed.getPayload().toBytes()) ? parsed.getPayload().toJSONObject() : null;
    if (claims == null) {
      throw wrong("its payload is no JSON object");
    }
    return new SignedToken(header, key, Frozen.copy(claims));
  }

  /** {@return whether a token that was signed is still: its key may be gone} */
  boolean stillSigned(SignedToken token) {
    for (VerificationKey key : keys.candidates(token.header())) {
      if (key.equals(token.key())) {
        return true;
      }
    }
    return false;
  }

  void checkLength(String token) throws AuthenticationException {
    if (token.length() > most) {
      throw wrong("longer than " + most);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Nothing in a token may say by which key it is checked, or ask for what is not done here. */
  private void checkHeader(JWSHeader header) throws AuthenticationException {
    if (header.getJWK() != null
        || header.getJWKURL() != null
        || header.getX509CertURL() != null
        || header.getX509CertChain() != null) {
      throw wrong("it brings its own key (jwk, jku, x5u or x5c)");
    }
    if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
      throw wrong("critical header parameters");
    }
    if (header.getCustomParam("zip") != null || header.getContentType() != null) {
      throw wrong("a compressed or nested token");
    }
    String type = header.getType() == null ? null : TypeNames.shortened(header.getType().getType());
    if (type == null ? typeNeeded : !types.contains(type)) {
      throw wrong("of type " + type);
    }
  }

  private VerificationKey signer(JWSObject token, JWSHeader header) throws AuthenticationException {
    byte[] signed = token.getSigningInput();
    for (VerificationKey key : keys.candidates(header)) {
      if (key.verifies(header, signed, token.getSignature())) {
        return key;
      }
    }
    throw wrong("signed by no known key of its algorithm");
  }

  private static AuthenticationException wrong(String reason) {
    return new AuthenticationException("The token is wrong.", reason);
  }
}

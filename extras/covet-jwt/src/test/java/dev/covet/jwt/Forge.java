package dev.covet.jwt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens letter by letter, with the JDK alone: also those that no library would make. */
final class Forge {
  static final String ISSUER = "https://id.test";
  static final String AUDIENCE = "orders";

  /** Seconds; what {@link #CLAIMS} are good at. */
  static final long NOW = 1_800_000_000L;

  static final String CLAIMS =
      "{\"iss\":\"https://id.test\",\"aud\":\"orders\",\"sub\":\"ann\",\"nbf\":1799999990,"
          + "\"exp\":1800000300,\"scope\":\"orders:read orders:write\",\"roles\":[\"admin\"]}";

  static final byte[] SECRET =
      HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2));
  static final KeyPair RSA = pair("RSA", 2048);
  static final KeyPair OTHER_RSA = pair("RSA", 2048);
  static final KeyPair EC = curve("secp256r1");
  static final KeyPair OTHER_EC = curve("secp256r1");
  static final KeyPair EC384 = curve("secp384r1");

  private Forge() {}

  private static KeyPair pair(String kind, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyPair curve(String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(name));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String token(String header, String claims, byte[] signature) {
    return base64(header) + "." + base64(claims) + "." + base64(signature);
  }

  static byte[] input(String header, String claims) {
    return (base64(header) + "." + base64(claims)).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] mac(String name, byte[] secret, byte[] input) {
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(secret, name));
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] signature(String name, PrivateKey key, byte[] input) {
    try {
      Signature signature = Signature.getInstance(name);
      signature.initSign(key);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String hs256(String header, String claims) {
    return token(header, claims, mac("HmacSHA256", SECRET, input(header, claims)));
  }

  static String rs256(String header, String claims) {
    return token(
        header, claims, signature("SHA256withRSA", RSA.getPrivate(), input(header, claims)));
  }

  static String es256(String header, String claims) {
    return token(
        header,
        claims,
        signature("SHA256withECDSAinP1363Format", EC.getPrivate(), input(header, claims)));
  }

  static String header(String algorithm, String kid) {
    return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\"}";
  }

  static String jwk(RSAPublicKey key, String kid, String more) {
    return "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"%s}"
        .formatted(
            kid,
            base64(unsigned(key.getModulus().toByteArray())),
            base64(unsigned(key.getPublicExponent().toByteArray())),
            more);
  }

  static String jwk(ECPublicKey key, String kid, String curve, String more) {
    int length = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    return "{\"kty\":\"EC\",\"kid\":\"%s\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"%s}"
        .formatted(
            kid,
            curve,
            base64(padded(unsigned(key.getW().getAffineX().toByteArray()), length)),
            base64(padded(unsigned(key.getW().getAffineY().toByteArray()), length)),
            more);
  }

  static String secretJwk(byte[] secret, String kid, String more) {
    return "{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"%s\"%s}".formatted(kid, base64(secret), more);
  }

  /** All keys of the issuer: {@code mac}, {@code rsa} and {@code ec}. */
  static String set() {
    return "{\"keys\":[%s,%s,%s]}"
        .formatted(
            secretJwk(SECRET, "mac", ",\"alg\":\"HS256\""),
            jwk((RSAPublicKey) RSA.getPublic(), "rsa", ",\"alg\":\"RS256\""),
            jwk((ECPublicKey) EC.getPublic(), "ec", "P-256", ",\"alg\":\"ES256\""));
  }

  static JwtAuthentication authentication(JwtKeys keys) {
    return JwtAuthentication.of(keys, ISSUER, AUDIENCE)
        .clock(() -> java.time.Instant.ofEpochSecond(NOW));
  }

  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 && number.length > 1
        ? Arrays.copyOfRange(number, 1, number.length)
        : number;
  }

  private static byte[] padded(byte[] number, int length) {
    byte[] padded = new byte[length];
    System.arraycopy(number, 0, padded, length - number.length, number.length);
    return padded;
  }
}

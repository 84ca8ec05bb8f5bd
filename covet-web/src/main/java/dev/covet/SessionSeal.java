package dev.covet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts sessions for cookies: AES-256-GCM, so that nobody can read or change them, each with a
 * key of its own that HKDF-SHA-256 makes from one of the application's keys and 16 random bytes. So
 * no nonce is ever used twice, however many cookies a key makes. The first key seals, all of them
 * open.
 *
 * <p>Form, in base64url: version (1 byte), key's number (4 bytes), salt (16), ciphertext with its
 * tag. The version, the number and the cookie's name are authenticated with it.
 */
final class SessionSeal {
  private static final byte VERSION = 1;
  private static final int NUMBER_BYTES = 4;
  private static final int SALT_BYTES = 16;
  private static final int HEAD_BYTES = 1 + NUMBER_BYTES + SALT_BYTES;
  private static final int TAG_BITS = 128;
  private static final int LEAST_KEY_BYTES = 32;

  private static final String REMEDY = "make one by: openssl rand -base64 32";

  /** The key differs each time, so the nonce need not. */
  private static final byte[] NONCE = new byte[12];

  private static final byte[] INFO = "covet session 1".getBytes(StandardCharsets.US_ASCII);

  private record Key(int number, SecretKey secret) {}

  private final List<Key> keys = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  /**
   * A seal.
   *
   * @param secrets at least 32 bytes each, in base64; the newest first
   * @throws IllegalArgumentException if there is none, or one is malformed or too short
   */
  SessionSeal(List<String> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("no key for sessions; " + REMEDY);
    }
    secrets.forEach(secret -> keys.add(key(secret)));
  }

  private static Key key(String secret) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(secret.strip().replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a key for sessions is not base64; " + REMEDY);
    }
    if (bytes.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key for sessions has " + bytes.length + " bytes, and needs 32; " + REMEDY);
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Key(ByteBuffer.wrap(hash).getInt(), new SecretKeySpec(bytes, "HKDF"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The value of a cookie of this name. */
  String seal(String name, byte[] content) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Key key = keys.getFirst();
    byte[] head = ByteBuffer.allocate(HEAD_BYTES).put(VERSION).putInt(key.number).put(salt).array();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, salt, head, name).doFinal(content);
      byte[] all = ByteBuffer.allocate(head.length + sealed.length).put(head).put(sealed).array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a session can not be encrypted", e);
    }
  }

  /** The content, or null if none of the keys has sealed it so for a cookie of this name. */
  byte @Nullable [] open(String name, String value) {
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (all.length < HEAD_BYTES || all[0] != VERSION) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(all, 1, all.length - 1);
    int number = bytes.getInt();
    byte[] salt = new byte[SALT_BYTES];
    bytes.get(salt);
    byte[] head = Arrays.copyOf(all, HEAD_BYTES);
    for (Key key : keys) {
      if (key.number == number) {
        try {
          return cipher(Cipher.DECRYPT_MODE, key, salt, head, name)
              .doFinal(all, HEAD_BYTES, all.length - HEAD_BYTES);
        } catch (GeneralSecurityException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static Cipher cipher(int mode, Key key, byte[] salt, byte[] head, String name)
      throws GeneralSecurityException {
    SecretKey own =
        KDF.getInstance("HKDF-SHA256")
            .deriveKey(
                "AES",
                HKDFParameterSpec.ofExtract()
                    .addSalt(salt)
                    .addIKM(key.secret)
                    .thenExpand(INFO, 32));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, own, new GCMParameterSpec(TAG_BITS, NONCE));
    cipher.updateAAD(head);
    cipher.updateAAD(name.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}

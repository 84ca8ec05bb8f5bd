package dev.covet.password;

import java.util.Base64;

/** A hash as it stands in a store, ready to be compared. Immutable. */
@FunctionalInterface
interface StoredHash {
  /** The most memory that a hash of a store may ask for, in KiB. */
  int MOST_MEMORY = 256 << 10;

  /** Whether it is that of a password, in constant time; computes for long. */
  boolean matches(byte[] password);

  /**
   * Reads a hash.
   *
   * @throws IllegalArgumentException if it is of no kind that is known, malformed, or would cost
   *     too much; the message does not tell it
   */
  static StoredHash parse(String text) {
    if (text.startsWith("$argon2")) {
      return Argon2Hash.parse(text);
    }
    if (text.startsWith("$2")) {
      return OlderHashes.bcrypt(text);
    }
    if (text.startsWith("$scrypt$")) {
      return OlderHashes.scrypt(text);
    }
    if (text.startsWith("$pbkdf2-sha")) {
      return OlderHashes.pbkdf2(text);
    }
    throw unusable("it is none of argon2, bcrypt, scrypt and PBKDF2");
  }

  /** Bytes of a part of a hash, in base64 without padding. */
  static byte[] decoded(String part) {
    try {
      return Base64.getDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw unusable("its base64 is malformed");
    }
  }

  static IllegalArgumentException unusable(String why) {
    return new IllegalArgumentException("a stored hash of a password can not be used: " + why);
  }
}

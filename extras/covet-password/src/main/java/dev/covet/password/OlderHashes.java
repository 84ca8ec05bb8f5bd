package dev.covet.password;

import com.password4j.BcryptFunction;
import com.password4j.PBKDF2Function;
import com.password4j.ScryptFunction;
import com.password4j.types.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hashes that other applications have made: taken once, and replaced at the next login. */
final class OlderHashes {
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[abxy]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");
  private static final Pattern SCRYPT =
      Pattern.compile(
          "\\$scrypt\\$ln=(\\d{1,2}),r=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{1,86})\\$([A-Za-z0-9+/]{22,171})");
  private static final Pattern PBKDF2 =
      Pattern.compile(
          "\\$pbkdf2-sha(256|512)\\$i=(\\d{1,8})(?:,l=\\d{1,3})?"
              + "\\$([A-Za-z0-9+/]{1,86})\\$([A-Za-z0-9+/]{22,171})");
  private static final int MOST_ROUNDS = 10_000_000;

  private OlderHashes() {}

  /** {@code $2b$12$…}. Only the first 72 bytes of a password count. */
  static StoredHash bcrypt(String text) {
    if (!BCRYPT.matcher(text).matches()) {
      throw StoredHash.unusable("it is a malformed one of bcrypt, or one of too high a cost");
    }
    byte[] stored = text.getBytes(StandardCharsets.US_ASCII);
    return password -> BcryptFunction.getInstanceFromHash(text).check(password, stored);
  }

  /** {@code $scrypt$ln=15,r=8,p=1$…}, RFC 7914 as a PHC string. */
  static StoredHash scrypt(String text) {
    Matcher parts = SCRYPT.matcher(text);
    if (!parts.matches()) {
      throw StoredHash.unusable("it is a malformed one of scrypt");
    }
    int log = Integer.parseInt(parts.group(1));
    int blocks = Integer.parseInt(parts.group(2));
    int lanes = Integer.parseInt(parts.group(3));
    boolean bounded =
        log >= 1
            && log <= 24
            && blocks >= 1
            && lanes >= 1
            && lanes <= 16
            && (128L * blocks << log) <= (long) StoredHash.MOST_MEMORY << 10;
    if (!bounded) {
      throw StoredHash.unusable("its parameters are out of bounds");
    }
    byte[] salt = StoredHash.decoded(parts.group(4));
    byte[] expected = StoredHash.decoded(parts.group(5));
    return password -> {
      try {
        ScryptFunction function =
            ScryptFunction.getInstance(1 << log, blocks, lanes, expected.length);
        byte[] got = function.scrypt(password, salt, expected.length);
        return MessageDigest.isEqual(expected, got);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
      }
    };
  }

  /** {@code $pbkdf2-sha256$i=600000,l=32$…}, RFC 8018 as a PHC string. */
  static StoredHash pbkdf2(String text) {
    Matcher parts = PBKDF2.matcher(text);
    if (!parts.matches()) {
      throw StoredHash.unusable("it is a malformed one of PBKDF2");
    }
    int rounds = Integer.parseInt(parts.group(2));
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw StoredHash.unusable("its parameters are out of bounds");
    }
    Hmac hmac = parts.group(1).equals("256") ? Hmac.SHA256 : Hmac.SHA512;
    byte[] salt = StoredHash.decoded(parts.group(3));
    byte[] expected = StoredHash.decoded(parts.group(4));
    return password ->
        MessageDigest.isEqual(
            expected,
            PBKDF2Function.getInstance(hmac, rounds, 8 * expected.length)
                .hash(password, salt)
                .getBytes());
  }
}

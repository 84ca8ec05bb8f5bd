package dev.covet.password;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash of Argon2 (RFC 9106) as a PHC string.
 *
 * @param kind {@code id}, {@code i} or {@code d}
 * @param version 19, or 16 of long ago
 * @param memory in KiB
 * @param iterations passes over it
 * @param lanes how many
 * @param salt how many bytes
 * @param output how many bytes
 * @param text all of it
 */
record Argon2Hash(
    String kind,
    int version,
    int memory,
    int iterations,
    int lanes,
    int salt,
    int output,
    String text)
    implements StoredHash {
  private static final int SALT = 16;
  private static final int OUTPUT = 32;
  private static final int MOST_ITERATIONS = 100;
  private static final int MOST_LANES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2(id|i|d)\\$v=(1[69])\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,171})");

  static Argon2Hash parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw StoredHash.unusable("it is a malformed one of argon2");
    }
    Argon2Hash hash =
        new Argon2Hash(
            parts.group(1),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            Integer.parseInt(parts.group(4)),
            Integer.parseInt(parts.group(5)),
            StoredHash.decoded(parts.group(6)).length,
            StoredHash.decoded(parts.group(7)).length,
            text);
    boolean bounded =
        hash.lanes >= 1
            && hash.lanes <= MOST_LANES
            && hash.iterations >= 1
            && hash.iterations <= MOST_ITERATIONS
            && hash.memory >= 8 * hash.lanes
            && hash.memory <= MOST_MEMORY;
    if (!bounded) {
      throw StoredHash.unusable("its parameters are out of bounds");
    }
    return hash;
  }

  /** A new hash of a password; computes for long. */
  static String of(byte[] password, int memory, int iterations) {
    return Argon2Function.getInstance(
            memory, iterations, 1, OUTPUT, Argon2.ID, Argon2Function.ARGON2_VERSION_13)
        .hash(password, random(SALT))
        .getResult();
  }

  /** A hash that costs as much as one of these, of no password. */
  static Argon2Hash ofNothing(int memory, int iterations) {
    return parse(
        "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
            .formatted(
                memory,
                iterations,
                ENCODER.encodeToString(random(SALT)),
                ENCODER.encodeToString(random(OUTPUT))));
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  @Override
  public boolean matches(byte[] password) {
    return Argon2Function.getInstance(
            memory,
            iterations,
            lanes,
            output,
            Argon2.valueOf(kind.toUpperCase(Locale.ROOT)),
            version)
        .check(password, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether it would be made with these parameters today. */
  boolean isOf(int memory, int iterations) {
    return kind.equals("id")
        && version == 19
        && this.memory == memory
        && this.iterations == iterations
        && lanes == 1
        && salt >= SALT
        && output == OUTPUT;
  }

  /** {@return nothing that is secret} */
  @Override
  public String toString() {
    return "argon2" + kind + " m=" + memory + ",t=" + iterations + ",p=" + lanes;
  }
}

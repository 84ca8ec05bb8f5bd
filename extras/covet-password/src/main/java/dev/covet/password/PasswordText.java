package dev.covet.password;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A password as it is hashed: by the rules for opaque strings of RFC 8265, section 4.2. Other
 * spaces than U+0020 count as it, the form is NFC, case counts, control characters are refused.
 * Characters that Unicode does not know yet are taken, because which they are depends on the JDK.
 */
final class PasswordText {
  /** Of UTF-8. What is longer would only cost time. */
  static final int LONGEST = 1024;

  private PasswordText() {}

  /** The bytes of a password, which their user clears; null if none can be like that. */
  static byte @Nullable [] bytes(String password) {
    if (password.isEmpty() || password.length() > LONGEST || !isSound(password)) {
      return null;
    }
    String spaced = spaced(password);
    byte[] bytes =
        Normalizer.normalize(spaced, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST) {
      Arrays.fill(bytes, (byte) 0);
      return null;
    }
    return bytes;
  }

  private static boolean isSound(String text) {
    return text.codePoints()
        .map(Character::getType)
        .noneMatch(type -> type == Character.CONTROL || type == Character.SURROGATE);
  }

  private static String spaced(String text) {
    StringBuilder spaced = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      spaced.append(Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c);
    }
    return spaced.toString();
  }
}

package dev.covet.jwt;

import java.util.Locale;

/** Names in {@code typ} (RFC 7515, section 4.1.9). */
final class TypeNames {
  private static final String APPLICATION = "application/";

  private TypeNames() {}

  /** {@return the name in lower case, without the {@code application/} that may be left out} */
  static String shortened(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith(APPLICATION) ? lower.substring(APPLICATION.length()) : lower;
  }
}

package dev.covet.openapi;

import jakarta.validation.constraints.Pattern;

/** Which of Java's regular expressions mean the same in ECMA-262, which JSON Schema takes. */
final class RegularExpressions {
  /**
   * What the other does not know or reads otherwise: possessive and atomic groups, flags, quoting,
   * POSIX classes, intersections of classes, anchors of Java.
   */
  private static final java.util.regex.Pattern FOREIGN =
      java.util.regex.Pattern.compile(
          "[*+?}]\\+|\\(\\?>|\\(\\?[a-zA-Z-]+[:)]|\\\\[QEAZzGRXhH]|\\\\p\\{|\\\\P\\{|&&");

  private RegularExpressions() {}

  static boolean isPortable(Pattern pattern) {
    return !FOREIGN.matcher(pattern.regexp()).find();
  }
}

package dev.covet.validation;

/**
 * Knows the usual e-mail addresses: letters, digits and {@code . _ - +} before the at sign, names
 * of a domain after it. Whatever is rarer is for the validator to judge.
 */
final class PlainEmail {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DOMAIN = 200;

  private PlainEmail() {}

  static boolean matches(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at <= LONGEST_NAME
        && text.length() - at <= LONGEST_DOMAIN
        && parts(text, 0, at, "_-+")
        && parts(text, at + 1, text.length(), "");
  }

  /**
   * Whether the text is made of parts with dots between them: letters, digits, the other
   * characters, and within a part the dash.
   */
  private static boolean parts(String text, int from, int to, String others) {
    int length = 0;
    char last = '.';
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      boolean dot = c == '.';
      boolean dash = c == '-' && last != '.' && i + 1 < to && text.charAt(i + 1) != '.';
      if (!plain && !dot && !dash && others.indexOf(c) < 0 || dot && last == '.') {
        return false;
      }
      length = dot ? 0 : length + 1;
      if (length > LONGEST_NAME - 1) {
        return false;
      }
      last = c;
    }
    return last != '.';
  }
}

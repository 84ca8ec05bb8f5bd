package dev.covet.http;

/** Character classes of RFC 9110, section 5.6, as tables. */
public final class Tokens {
  private static final boolean[] TCHAR = new boolean[256];

  static {
    for (char c = '0'; c <= '9'; c++) {
      TCHAR[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      TCHAR[c] = true;
      TCHAR[c - 'a' + 'A'] = true;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TCHAR[c] = true;
    }
  }

  private Tokens() {}

  /**
   * Whether a character may stand in a token.
   *
   * @param c a character or an unsigned byte
   * @return true for a {@code tchar}
   */
  public static boolean isTokenChar(int c) {
    return c >= 0 && c < 256 && TCHAR[c];
  }

  /**
   * Whether a text is a token: not empty, all characters {@code tchar}.
   *
   * @param text any text
   * @return true for a token
   */
  public static boolean isToken(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where a text first breaks the rules for a field value that we send: CR, LF, NUL, other control
   * characters except tab, or a character above U+00FF.
   *
   * @param value the value to send
   * @return the index of the first such character, or -1
   */
  public static int firstIllegalInValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f || c > 0xff) {
        return i;
      }
    }
    return -1;
  }
}

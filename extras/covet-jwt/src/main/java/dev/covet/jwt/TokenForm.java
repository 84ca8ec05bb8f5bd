package dev.covet.jwt;

/**
 * The compact form of a signed token (RFC 7515, section 7.1), strictly: three parts of base64url
 * without padding, each with one spelling only. The library that reads them skips what it does not
 * know, and one token with many spellings escapes lists of refused tokens.
 */
final class TokenForm {
  private static final int PARTS = 3;

  private TokenForm() {}

  static boolean isCompact(String token) {
    int parts = 1;
    int start = 0;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c == '.') {
        if (!isWhole(token, start, i)) {
          return false;
        }
        parts++;
        start = i + 1;
      } else if (sextet(c) < 0) {
        return false;
      }
    }
    return parts == PARTS && isWhole(token, start, token.length());
  }

  /** Whether a part is not empty and its last letter has no bits that belong to no byte. */
  private static boolean isWhole(String token, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return false;
    }
    int last = sextet(token.charAt(to - 1));
    return switch (length & 3) {
      case 0 -> true;
      case 2 -> (last & 0b1111) == 0;
      case 3 -> (last & 0b11) == 0;
      default -> false;
    };
  }

  private static int sextet(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '-' ? 62 : c == '_' ? 63 : -1;
  }
}

package dev.covet;

import dev.covet.http.Tokens;
import java.util.List;

/**
 * Reads Cookie fields (RFC 6265bis, section 4.2). A pair without a name that is a token is left
 * out: other sites under the same domain can set any cookie, so one bad pair must not break the
 * request.
 */
final class CookieHeader {
  private CookieHeader() {}

  static Parameters parse(List<String> fields) {
    Parameters cookies = new Parameters();
    for (String field : fields) {
      int from = 0;
      while (from <= field.length()) {
        int end = field.indexOf(';', from);
        int to = end < 0 ? field.length() : end;
        add(cookies, field.substring(from, to).strip());
        from = to + 1;
      }
    }
    return cookies;
  }

  private static void add(Parameters cookies, String pair) {
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      return;
    }
    String name = pair.substring(0, equals).strip();
    String value = pair.substring(equals + 1).strip();
    if (Tokens.isToken(name)) {
      boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
      cookies.add(name, quoted ? value.substring(1, value.length() - 1) : value);
    }
  }
}

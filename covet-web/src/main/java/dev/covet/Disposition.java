package dev.covet;

import java.nio.charset.StandardCharsets;

/** The field that names a download (RFC 6266), in letters that every client reads (RFC 8187). */
final class Disposition {
  /** What RFC 8187 lets stand for itself. */
  private static final String PLAIN = "!#$&+-.^_`|~";

  private Disposition() {}

  /**
   * The value of Content-Disposition for a download.
   *
   * @param name the name that is proposed; what could be a path or a control character is replaced
   */
  static String attachment(String name) {
    StringBuilder safe = new StringBuilder(name.length());
    name.codePoints().map(Disposition::safe).forEach(safe::appendCodePoint);
    String shown = safe.toString();
    StringBuilder simple = new StringBuilder(shown.length());
    shown.codePoints().forEach(c -> simple.append(isSimple(c) ? (char) c : '_'));
    String field = "attachment; filename=\"" + simple + "\"";
    return simple.toString().equals(shown) ? field : field + "; filename*=UTF-8''" + encoded(shown);
  }

  private static int safe(int c) {
    boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return c == '/' || c == '\\' || lone || Character.isISOControl(c) ? '_' : c;
  }

  /** Whether it can stand between quotes and means itself to every client. */
  private static boolean isSimple(int c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '%';
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean letter = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
      if (letter || b > 0 && PLAIN.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append("%02X".formatted(b));
      }
    }
    return encoded.toString();
  }
}

package dev.covet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code a=1&b=2} (the URL standard's application/x-www-form-urlencoded), strictly: what is
 * malformed is refused.
 */
final class UrlEncoded {
  private UrlEncoded() {}

  /**
   * Decodes parameters.
   *
   * @param text the query or form, without a question mark
   * @param most how many parameters there may be; counted before anything is decoded
   * @param malformed what to throw for a wrong escape or invalid UTF-8
   */
  static Parameters parse(String text, int most, Failure malformed) {
    if (count(text) > most) {
      throw Failure.TOO_MANY_PARAMETERS.because("more than " + most + " parameters");
    }
    Parameters parameters = new Parameters();
    int from = 0;
    while (from <= text.length()) {
      int end = text.indexOf('&', from);
      int to = end < 0 ? text.length() : end;
      if (to > from) {
        int equals = text.indexOf('=', from, to);
        int nameEnd = equals < 0 ? to : equals;
        parameters.add(
            decode(text, from, nameEnd, malformed),
            nameEnd == to ? "" : decode(text, nameEnd + 1, to, malformed));
      }
      from = to + 1;
    }
    return parameters;
  }

  private static int count(String text) {
    int count = 1;
    for (int i = text.indexOf('&'); i >= 0; i = text.indexOf('&', i + 1)) {
      count++;
    }
    return count;
  }

  private static String decode(String text, int from, int to, Failure malformed) {
    boolean plain = true;
    for (int i = from; i < to && plain; i++) {
      char c = text.charAt(i);
      plain = c != '%' && c != '+' && c < 0x80;
    }
    return plain ? text.substring(from, to) : decodeBytes(text, from, to, malformed);
  }

  private static String decodeBytes(String text, int from, int to, Failure malformed) {
    byte[] bytes = new byte[to - from];
    int n = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < to ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < to ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw malformed.because("malformed percent-encoding");
        }
        bytes[n++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        // a form may hold raw UTF-8: it comes here with a character for each byte
        bytes[n++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, n))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed.because("percent-encoding does not hold UTF-8", e);
    }
  }
}

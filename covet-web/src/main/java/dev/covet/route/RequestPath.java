package dev.covet.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the path of a request, once, and refuses what could name another file or another route
 * after a second decoding: {@code %00 %2f %5c \}, the segments {@code .} and {@code ..} however
 * written, also before a {@code ;}, malformed percent-encoding and invalid or overlong UTF-8.
 */
public final class RequestPath {
  private RequestPath() {}

  /**
   * Decodes a path.
   *
   * @param raw as received: ASCII that begins with a slash
   * @return the decoded path, {@code raw} itself if there is nothing to decode, or null if it is
   *     refused
   */
  public static @Nullable String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return isSafe(raw) ? raw : null;
    }
    String decoded = decodeEscapes(raw);
    return decoded != null && isSafe(decoded) ? decoded : null;
  }

  /** Whether a decoded path holds nothing that is refused. */
  static boolean isSafe(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' || c == 0 || c == '/' && isDotSegment(path, i + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDotSegment(String path, int from) {
    int i = from;
    while (i < path.length() && path.charAt(i) == '.') {
      i++;
    }
    int dots = i - from;
    boolean ends = i == path.length() || path.charAt(i) == '/' || path.charAt(i) == ';';
    return ends && (dots == 1 || dots == 2);
  }

  private static @Nullable String decodeEscapes(String raw) {
    byte[] bytes = new byte[raw.length()];
    int n = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0x7f) {
        return null;
      }
      if (c == '%') {
        int value = hexPair(raw, i + 1);
        if (value < 0 || value == '/' || value == '\\' || value == 0) {
          return null;
        }
        bytes[n++] = (byte) value;
        i += 2;
      } else {
        bytes[n++] = (byte) c;
      }
    }
    return utf8(bytes, n);
  }

  /** The value of two hexadecimal digits, or -1. */
  private static int hexPair(String text, int at) {
    if (at + 1 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** The JDK's decoder reports overlong forms and surrogates as malformed. */
  private static @Nullable String utf8(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }
}

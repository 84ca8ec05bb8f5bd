package dev.covet.route;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Builds paths from patterns and values: the reverse of matching. */
final class PathBuilder {
  private static final String HEX = "0123456789ABCDEF";

  private PathBuilder() {}

  static String expand(PathPattern pattern, List<?> values) {
    if (values.size() != pattern.names().size()) {
      throw new IllegalArgumentException(
          "the pattern %s takes %d values, not %d"
              .formatted(pattern, pattern.names().size(), values.size()));
    }
    StringBuilder path = new StringBuilder();
    int next = 0;
    for (Segment segment : pattern.segments()) {
      path.append('/');
      if (segment.kind() == SegmentKind.LITERAL) {
        encode(path, segment.text(), false);
      } else {
        String value = String.valueOf(values.get(next++));
        check(pattern, segment, value);
        encode(path, value, segment.kind() == SegmentKind.REST);
      }
    }
    return path.toString();
  }

  private static void check(PathPattern pattern, Segment segment, String value) {
    boolean rest = segment.kind() == SegmentKind.REST;
    boolean fits =
        segment.kind().takes(SegmentClass.of(value, 0, value.length()))
            && (rest || value.indexOf('/') < 0)
            && RequestPath.isSafe("/" + value)
            && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    if (!fits) {
      throw new IllegalArgumentException(
          "the value '" + value + "' does not fit " + segment + " of " + pattern);
    }
  }

  /** Leaves what RFC 3986 allows in a path segment as it is. */
  private static void encode(StringBuilder path, String text, boolean slashes) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c < 0x80 && "-._~!$&'()*+,;=:@".indexOf(c) >= 0
              || slashes && c == '/';
      if (plain) {
        path.append((char) c);
      } else {
        path.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
  }
}

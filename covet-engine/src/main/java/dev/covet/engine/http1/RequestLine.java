package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.HostSyntax;
import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.Tokens;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a request (RFC 9112, section 3): method, target in one of its four forms,
 * version. Positions are relative to a base like those of {@link FieldBlock}. Event loop only.
 */
final class RequestLine {
  private static final int VERSION_LENGTH = 8;
  private static final long HTTP_1_1 = word("HTTP/1.1");
  private static final long HTTP_1_0 = word("HTTP/1.0");

  /** All that {@code HTTP/d.d} fixes, with the digits masked out. */
  private static final long VERSION_MASK = 0x00ff00ffffffffffL;

  private static final long VERSION_FORM = HTTP_1_1 & VERSION_MASK;

  /** What may stand in a target: visible ASCII but the fragment's mark. */
  private static final boolean[] TARGET = new boolean[256];

  static {
    for (char c = '!'; c <= '~'; c++) {
      TARGET[c] = c != '#';
    }
  }

  private final RecentPaths paths;
  private byte[] bytes = new byte[0];
  private int base;
  private Method method = Method.GET;
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private int authority;
  private int path;
  private int query;
  private int end;

  RequestLine(RecentPaths paths) {
    this.paths = paths;
  }

  /**
   * Parses a line that holds no control bytes but tabs.
   *
   * @return why it is refused, or null if it is valid
   */
  @Nullable Refusal parse(byte[] buffer, int start, int from, int to) {
    at(buffer, start);
    int at = from;
    while (at < to && Tokens.isTokenChar(buffer[at])) {
      at++;
    }
    if (at == from || at == to || buffer[at] != ' ') {
      return at > from && at == to ? Refusal.REQUEST_LINE : Refusal.METHOD;
    }
    int target = at + 1;
    int last = target;
    while (last < to && TARGET[buffer[last] & 0xff]) {
      last++;
    }
    if (last == target || last == to) {
      return Refusal.REQUEST_LINE;
    }
    if (buffer[last] != ' ') {
      return Refusal.TARGET_CHARACTER;
    }
    method = method(buffer, from, at);
    Refusal wrong = version(buffer, last + 1, to);
    return wrong != null ? wrong : target(buffer, target, last);
  }

  /** Tells where the bytes are now: they may have moved since the line was parsed. */
  void at(byte[] buffer, int start) {
    bytes = buffer;
    base = start;
  }

  private @Nullable Refusal version(byte[] buffer, int from, int to) {
    if (to - from != VERSION_LENGTH) {
      return Refusal.VERSION_FORM;
    }
    long word = Bytes.eight(buffer, from);
    if (word == HTTP_1_1) {
      version = HttpVersion.HTTP_1_1;
      return null;
    }
    int major = buffer[from + 5];
    int minor = buffer[from + 7];
    if ((word & VERSION_MASK) != VERSION_FORM || !isDigit(major) || !isDigit(minor)) {
      return Refusal.VERSION_FORM;
    }
    if (major != '1') {
      return major == '2' && method.name().equals("PRI") ? Refusal.HTTP2 : Refusal.VERSION;
    }
    version = minor == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    return null;
  }

  private @Nullable Refusal target(byte[] buffer, int from, int to) {
    authority = -1;
    query = -1;
    path = from - base;
    end = to - base;
    if (method == Method.CONNECT) {
      return Refusal.CONNECT;
    }
    if (buffer[from] == '/') {
      findQuery(buffer, from + 1, to);
      return null;
    }
    if (buffer[from] == '*' && to - from == 1) {
      return method == Method.OPTIONS ? null : Refusal.ASTERISK;
    }
    return absolute(buffer, from, to);
  }

  private @Nullable Refusal absolute(byte[] buffer, int from, int to) {
    int begin;
    if (startsWith(buffer, from, to, "http://")) {
      begin = from + 7;
    } else if (startsWith(buffer, from, to, "https://")) {
      begin = from + 8;
    } else {
      return Refusal.TARGET;
    }
    int slash = begin;
    while (slash < to && buffer[slash] != '/' && buffer[slash] != '?') {
      slash++;
    }
    if (!HostSyntax.isValid(buffer, begin, slash)) {
      return Refusal.TARGET;
    }
    authority = begin - base;
    path = slash - base;
    findQuery(buffer, slash, to);
    return null;
  }

  private void findQuery(byte[] buffer, int from, int to) {
    for (int at = from; at < to; at++) {
      if (buffer[at] == '?') {
        query = at - base;
        return;
      }
    }
  }

  private static boolean startsWith(byte[] buffer, int from, int to, String lower) {
    int stop = from + lower.length();
    if (stop > to) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      int b = buffer[from + i];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Method method(byte[] buffer, int from, int to) {
    return switch (buffer[from]) {
      case 'G' -> is(buffer, from, to, Method.GET);
      case 'P' ->
          is(
              buffer,
              from,
              to,
              to - from == 4 ? Method.POST : to - from == 3 ? Method.PUT : Method.PATCH);
      case 'H' -> is(buffer, from, to, Method.HEAD);
      case 'D' -> is(buffer, from, to, Method.DELETE);
      case 'O' -> is(buffer, from, to, Method.OPTIONS);
      case 'Q' -> is(buffer, from, to, Method.QUERY);
      default -> other(buffer, from, to);
    };
  }

  private static Method is(byte[] buffer, int from, int to, Method candidate) {
    String name = candidate.name();
    if (name.length() != to - from) {
      return other(buffer, from, to);
    }
    for (int i = 1; i < name.length(); i++) {
      if (buffer[from + i] != name.charAt(i)) {
        return other(buffer, from, to);
      }
    }
    return candidate;
  }

  private static Method other(byte[] buffer, int from, int to) {
    return Method.of(Bytes.text(buffer, from, to));
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private static long word(String eight) {
    return Bytes.eight(eight.getBytes(StandardCharsets.ISO_8859_1), 0);
  }

  // ---- what was parsed

  Method method() {
    return method;
  }

  HttpVersion version() {
    return version;
  }

  /** The path, {@code /} where an absolute target has none, or {@code *}. */
  String path() {
    int stop = query >= 0 ? query : end;
    return stop == path ? "/" : paths.get(bytes, base + path, base + stop);
  }

  @Nullable String query() {
    return query < 0 ? null : text(query + 1, end);
  }

  /** The authority of an absolute target, or null. */
  @Nullable String authority() {
    return authority < 0 ? null : text(authority, path);
  }

  private String text(int from, int to) {
    return Bytes.text(bytes, base + from, base + to);
  }
}

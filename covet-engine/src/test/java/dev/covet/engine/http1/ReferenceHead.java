package dev.covet.engine.http1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for heads once more, as slow and plain as possible: expressions over the whole text. It
 * decides acceptance and values, not which of several reasons a refusal names.
 *
 * @param verdict whether the head is complete, refused or needs more bytes
 * @param end index after a complete head, else 0
 * @param method of a complete head, else empty
 * @param path of a complete head, else empty
 * @param query of a complete head, null if it has none
 * @param fields of a complete head, {@code name=value}
 * @param contentLength of a complete head, -1 if chunked
 */
record ReferenceHead(
    Verdict verdict,
    int end,
    String method,
    String path,
    @Nullable String query,
    List<String> fields,
    long contentLength) {

  enum Verdict {
    COMPLETE,
    REFUSED,
    INCOMPLETE
  }

  private static final int LINE_LIMIT = 8192;
  private static final int BLOCK_LIMIT = 16_384;
  private static final int COUNT_LIMIT = 100;
  private static final String TCHAR = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]";
  private static final String NAME = "(?:[A-Za-z0-9\\-._~!$&'()*+;=]|%[0-9A-Fa-f]{2})+";
  private static final String ADDRESS = "\\[(?=[^\\]]*:[^\\]]*:)[0-9A-Fa-f:.]{1,45}\\]";
  private static final Pattern HOST =
      Pattern.compile("(?:" + ADDRESS + "|" + NAME + ")(?::([0-9]{0,5}))?");
  private static final Pattern LINE =
      Pattern.compile("(" + TCHAR + "+) ([!-\"$-~]+) HTTP/([0-9])\\.([0-9])");
  private static final Pattern FIELD =
      Pattern.compile("(" + TCHAR + "+):[ \\t]*((?:[\\t -~\\x80-\\xff]*[!-~\\x80-\\xff])?)[ \\t]*");
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i:https?)://([^/?]*)((?:/[^?]*)?)(?:\\?(.*))?");
  private static final Set<String> ONCE = Set.of("host", "content-length", "transfer-encoding");

  private static final ReferenceHead REFUSED =
      new ReferenceHead(Verdict.REFUSED, 0, "", "", null, List.of(), 0);
  private static final ReferenceHead INCOMPLETE =
      new ReferenceHead(Verdict.INCOMPLETE, 0, "", "", null, List.of(), 0);

  static ReferenceHead of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int from = text.startsWith("\r\n") ? 2 : 0;
    if (from == 0 && text.startsWith("\r")) {
      return text.length() == 1 ? INCOMPLETE : REFUSED;
    }
    List<String> lines = new ArrayList<>();
    int at = from;
    int block = 0;
    while (true) {
      int limit = lines.isEmpty() ? LINE_LIMIT + 2 : Math.max(0, BLOCK_LIMIT + 2 - (at - block));
      String rest = text.substring(at, Math.min(text.length(), at + limit));
      int stop = firstControl(rest);
      if (stop < 0 || stop == rest.length() - 1 && rest.charAt(stop) == '\r') {
        return rest.length() == limit ? REFUSED : INCOMPLETE;
      }
      if (!rest.startsWith("\r\n", stop)) {
        return REFUSED;
      }
      String line = rest.substring(0, stop);
      at += stop + 2;
      if (lines.isEmpty()) {
        if (requestLine(line) == null) {
          return REFUSED;
        }
        block = at;
      } else if (line.isEmpty()) {
        return complete(lines, at);
      } else if (at - block > BLOCK_LIMIT
          || lines.size() > COUNT_LIMIT
          || !FIELD.matcher(line).matches()) {
        return REFUSED;
      }
      lines.add(line);
    }
  }

  private static int firstControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\t' && (text.charAt(i) < ' ' || text.charAt(i) == 127)) {
        return i;
      }
    }
    return -1;
  }

  /** Method, path, query or null, minor version. */
  private static @Nullable String @Nullable [] requestLine(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches() || !parts.group(3).equals("1") || parts.group(1).equals("CONNECT")) {
      return null;
    }
    String target = parts.group(2);
    String minor = parts.group(4);
    if (target.equals("*")) {
      return parts.group(1).equals("OPTIONS")
          ? new @Nullable String[] {"OPTIONS", "*", null, minor}
          : null;
    }
    String path;
    String query;
    if (target.startsWith("/")) {
      int mark = target.indexOf('?');
      path = mark < 0 ? target : target.substring(0, mark);
      query = mark < 0 ? null : target.substring(mark + 1);
    } else {
      Matcher absolute = ABSOLUTE.matcher(target);
      if (!absolute.matches() || !isHost(absolute.group(1))) {
        return null;
      }
      path = absolute.group(2).isEmpty() ? "/" : absolute.group(2);
      query = absolute.group(3);
    }
    return new @Nullable String[] {parts.group(1), path, query, minor};
  }

  private static boolean isHost(String host) {
    Matcher parts = HOST.matcher(host);
    return parts.matches()
        && (parts.group(1) == null
            || parts.group(1).isEmpty()
            || Integer.parseInt(parts.group(1)) <= 65_535);
  }

  private static ReferenceHead complete(List<String> lines, int end) {
    @Nullable String @Nullable [] line = requestLine(lines.getFirst());
    if (line == null) {
      return REFUSED;
    }
    boolean old = "0".equals(line[3]);
    List<String> fields = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    long length = 0;
    for (String field : lines.subList(1, lines.size())) {
      Matcher parts = FIELD.matcher(field);
      if (!parts.matches()) {
        return REFUSED;
      }
      String name = parts.group(1).toLowerCase(Locale.ROOT);
      String value = parts.group(2);
      if (ONCE.contains(name) && seen.contains(name)) {
        return REFUSED;
      }
      seen.add(name);
      fields.add(parts.group(1) + "=" + value);
      boolean right =
          switch (name) {
            case "host" -> isHost(value);
            case "content-length" -> value.matches("0|[1-9][0-9]*") && isLong(value);
            case "transfer-encoding" -> value.equalsIgnoreCase("chunked") && isAscii(value) && !old;
            case "expect" -> value.equalsIgnoreCase("100-continue") && isAscii(value);
            default -> true;
          };
      if (!right) {
        return REFUSED;
      }
      if (name.equals("content-length")) {
        length = Long.parseLong(value);
      }
    }
    boolean chunked = seen.contains("transfer-encoding");
    if (!old && !seen.contains("host") || chunked && seen.contains("content-length")) {
      return REFUSED;
    }
    return new ReferenceHead(
        Verdict.COMPLETE,
        end,
        String.valueOf(line[0]),
        String.valueOf(line[1]),
        line[2],
        fields,
        chunked ? -1 : length);
  }

  private static boolean isLong(String digits) {
    return new java.math.BigInteger(digits).bitLength() < Long.SIZE;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}

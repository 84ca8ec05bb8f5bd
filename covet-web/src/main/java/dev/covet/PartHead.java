package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.MediaType;
import dev.covet.http.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one part of a form (RFC 7578, section 4).
 *
 * @param name of the field
 * @param fileName as the client says it, or null if the part is no file
 * @param type its media type: text/plain if it says none
 */
record PartHead(String name, @Nullable String fileName, MediaType type) {
  private static final Set<String> ENCODINGS = Set.of("7bit", "8bit", "binary");

  /**
   * Reads them.
   *
   * @param lines the fields, a character for each byte
   */
  static PartHead of(List<String> lines) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 1 || !Tokens.isToken(line.substring(0, colon))) {
        throw malformed("a field without a name");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (fields.put(name, line.substring(colon + 1).strip()) != null) {
        throw malformed("twice the field " + name);
      }
    }
    String encoding = fields.getOrDefault("content-transfer-encoding", "binary");
    if (!ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw malformed("the Content-Transfer-Encoding " + encoding);
    }
    String disposition = fields.get("content-disposition");
    if (disposition == null) {
      throw malformed("no Content-Disposition");
    }
    Map<String, String> parameters = parameters(disposition);
    String name = parameters.get("name");
    if (name == null) {
      throw malformed("no name");
    }
    String file = parameters.get("filename");
    return new PartHead(
        name(name),
        file == null ? null : decoded(file),
        type(fields.get("content-type"), file != null));
  }

  /**
   * All fields as they came.
   *
   * @param lines the fields, which {@link #of} has found well formed
   */
  static Headers headers(List<String> lines) {
    String[] fields = new String[2 * lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int colon = line.indexOf(':');
      fields[2 * i] = line.substring(0, colon);
      fields[2 * i + 1] = line.substring(colon + 1).strip();
    }
    return Headers.received(fields);
  }

  private static MediaType type(@Nullable String field, boolean file) {
    if (field == null) {
      return file ? MediaType.BYTES : MediaType.TEXT;
    }
    try {
      return MediaType.parse(field);
    } catch (IllegalArgumentException e) {
      throw malformed("a malformed Content-Type");
    }
  }

  private static Map<String, String> parameters(String field) {
    int at = field.indexOf(';');
    String kind = (at < 0 ? field : field.substring(0, at)).strip();
    if (!kind.equalsIgnoreCase("form-data")) {
      throw malformed("another Content-Disposition than form-data");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    while (at >= 0) {
      int equals = field.indexOf('=', at);
      String name = equals < 0 ? "" : field.substring(at + 1, equals).strip();
      // RFC 7578, section 4.2: filename* must not be used.
      if (!Tokens.isToken(name) || name.endsWith("*")) {
        throw malformed("a malformed Content-Disposition");
      }
      StringBuilder value = new StringBuilder();
      at = value(field, equals + 1, value);
      if (parameters.put(name.toLowerCase(Locale.ROOT), value.toString()) != null) {
        throw malformed("twice the parameter " + name);
      }
    }
    return parameters;
  }

  /** Reads a value; returns where the semicolon after it is, or -1 at the end. */
  private static int value(String field, int from, StringBuilder value) {
    int at = from;
    while (at < field.length() && field.charAt(at) == ' ') {
      at++;
    }
    if (at < field.length() && field.charAt(at) == '"') {
      at = quoted(field, at + 1, value);
    } else {
      int end = field.indexOf(';', at);
      String token = field.substring(at, end < 0 ? field.length() : end).strip();
      if (!Tokens.isToken(token)) {
        throw malformed("a malformed Content-Disposition");
      }
      value.append(token);
      at = end < 0 ? field.length() : end;
    }
    while (at < field.length() && field.charAt(at) == ' ') {
      at++;
    }
    if (at < field.length() && field.charAt(at) != ';') {
      throw malformed("a malformed Content-Disposition");
    }
    return at < field.length() ? at : -1;
  }

  /**
   * Reads up to the closing quote. A backslash escapes a quote or itself (RFC 9110, section 5.6.4);
   * elsewhere it is one: browsers have sent whole paths of Windows.
   */
  private static int quoted(String field, int from, StringBuilder value) {
    for (int at = from; at < field.length(); at++) {
      char c = field.charAt(at);
      if (c == '"') {
        return at + 1;
      }
      if (c == '\\' && at + 1 < field.length() && "\"\\".indexOf(field.charAt(at + 1)) >= 0) {
        at++;
      }
      value.append(field.charAt(at));
    }
    throw malformed("a quote that does not end");
  }

  /** No line ends in what handlers put into logs and headers. */
  private static String name(String text) {
    String name = decoded(text);
    if (name.chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw malformed("a name of several lines");
    }
    return name;
  }

  /** What browsers escape (HTML, multipart/form-data encoding algorithm), and UTF-8. */
  private static String decoded(String text) {
    byte[] bytes =
        text.replace("%22", "\"")
            .replace("%0D", "\r")
            .replace("%0A", "\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("a name that is not UTF-8");
    }
  }

  private static HttpException malformed(String what) {
    return Failure.MALFORMED_FORM.because("a part of the form has " + what);
  }
}

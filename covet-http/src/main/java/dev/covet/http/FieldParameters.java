package dev.covet.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Parameters after a field value: {@code ; name=token} or {@code ; name="quoted"} (RFC 9110,
 * 5.6.6).
 */
final class FieldParameters {
  private FieldParameters() {}

  /**
   * {@return reads parameters from the semicolon at {@code at} to the end of the text; the first of
   * a name counts}
   */
  static Map<String, String> parse(String text, int at) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int i = at;
    int length = text.length();
    while (i < length) {
      i = skipSpace(text, i);
      if (i == length) {
        break;
      }
      if (text.charAt(i) != ';') {
        throw malformed(text);
      }
      i = skipSpace(text, i + 1);
      if (i == length || text.charAt(i) == ';') {
        continue;
      }
      int equals = text.indexOf('=', i);
      if (equals < 0 || !Tokens.isToken(text.substring(i, equals))) {
        throw malformed(text);
      }
      String name = text.substring(i, equals).toLowerCase(Locale.ROOT);
      StringBuilder value = new StringBuilder();
      i = value(text, equals + 1, value);
      parameters.putIfAbsent(name, value.toString());
    }
    return parameters;
  }

  /** Writes a value as a token, or quoted if it is none. */
  static void value(StringBuilder text, String value) {
    if (Tokens.isToken(value)) {
      text.append(value);
      return;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }

  private static int value(String text, int from, StringBuilder value) {
    int i = from;
    if (i < text.length() && text.charAt(i) == '"') {
      for (i++; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"') {
          return i + 1;
        }
        if (c == '\\' && ++i < text.length()) {
          c = text.charAt(i);
        }
        value.append(c);
      }
      throw malformed(text);
    }
    while (i < text.length() && Tokens.isTokenChar(text.charAt(i))) {
      value.append(text.charAt(i++));
    }
    if (i == from) {
      throw malformed(text);
    }
    return i;
  }

  private static int skipSpace(String text, int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException("malformed parameters in '" + text + "'");
  }
}

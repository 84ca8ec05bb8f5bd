package dev.covet.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the few shapes of JSON that Covet itself makes, without a codec (RFC 8259). */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /**
   * {@return a value as JSON}
   *
   * @param value String, Number, Boolean, null, or an Iterable or Map of these; the text of
   *     anything else
   */
  public static String of(@Nullable Object value) {
    StringBuilder json = new StringBuilder(256);
    value(json, value);
    return json.toString();
  }

  static void value(StringBuilder json, @Nullable Object value) {
    switch (value) {
      case null -> json.append("null");
      case Double number when !Double.isFinite(number) -> string(json, number.toString());
      case Float number when !Float.isFinite(number) -> string(json, number.toString());
      case Number number -> json.append(number);
      case Boolean bool -> json.append(bool.booleanValue());
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.append(separator);
          string(json, String.valueOf(entry.getKey()));
          json.append(':');
          value(json, entry.getValue());
          separator = ",";
        }
        json.append(map.isEmpty() ? "{}" : "}");
      }
      case Iterable<?> list -> {
        json.append('[');
        String separator = "";
        for (Object element : list) {
          json.append(separator);
          value(json, element);
          separator = ",";
        }
        json.append(']');
      }
      default -> string(json, value.toString());
    }
  }

  /** Escapes what JSON demands and, so that a problem can stand inside HTML, {@code <} as well. */
  static void string(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20 || c == '<' || Character.isSurrogate(c) || c == 0x7f) {
        json.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt(c >> 8 & 15));
        json.append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}

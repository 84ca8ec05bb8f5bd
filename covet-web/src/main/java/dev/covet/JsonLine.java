package dev.covet;

import java.util.Map;
import java.util.stream.Collectors;

/** A flat JSON object on one line, for logs; needs no codec. */
final class JsonLine {
  private JsonLine() {}

  static String of(Map<String, ?> members) {
    return members.entrySet().stream()
        .map(member -> string(member.getKey()) + ":" + string(String.valueOf(member.getValue())))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}

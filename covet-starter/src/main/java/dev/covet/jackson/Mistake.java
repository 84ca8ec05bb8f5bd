package dev.covet.jackson;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with a JSON text that is well-formed.
 *
 * @param pointer where (RFC 6901)
 * @param message what, as the rest of a sentence about it; never the value itself, which may be a
 *     secret
 * @param code the same for programs: {@code unknown}, {@code type}, {@code range}, {@code null},
 *     {@code missing}, {@code duplicate}, {@code limit} or {@code invalid}
 */
record Mistake(String pointer, String message, String code) {
  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>(8);
    map.put("pointer", pointer);
    map.put("in", "body");
    map.put("message", message);
    map.put("code", code);
    return map;
  }

  String sentence() {
    return (pointer.isEmpty() ? "the body" : pointer) + " " + message;
  }
}

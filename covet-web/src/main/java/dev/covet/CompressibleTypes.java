package dev.covet;

import java.util.Locale;
import java.util.Set;

/** Media types of which compression makes less. */
final class CompressibleTypes {
  private static final Set<String> OTHERS =
      Set.of(
          "application/json",
          "application/xml",
          "application/javascript",
          "application/x-javascript",
          "application/wasm",
          "application/yaml",
          "application/jsonl",
          "application/x-ndjson",
          "application/graphql",
          "application/rtf",
          "image/bmp",
          "font/ttf",
          "font/otf");

  private CompressibleTypes() {}

  /**
   * Whether a body of this type is worth it.
   *
   * @param field the value of Content-Type
   */
  static boolean contain(String field) {
    int end = field.indexOf(';');
    String type = (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.endsWith("+json")
        || type.endsWith("+xml")
        || type.endsWith("+yaml")
        || OTHERS.contains(type);
  }
}

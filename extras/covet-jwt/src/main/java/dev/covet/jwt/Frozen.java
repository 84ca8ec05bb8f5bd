package dev.covet.jwt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** JSON that nobody can change: many requests share the claims of one token. */
final class Frozen {
  private Frozen() {}

  /** {@return the same without nulls, which say nothing} */
  static Map<String, Object> copy(Map<String, Object> json) {
    Map<String, Object> copy = new LinkedHashMap<>();
    json.forEach(
        (name, value) -> {
          if (value != null) {
            copy.put(name, value(value));
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  @SuppressWarnings("unchecked") // The names of a JSON object are texts.
  private static Object value(Object value) {
    return switch (value) {
      case Map<?, ?> map -> copy((Map<String, Object>) map);
      case List<?> list -> list.stream().filter(Objects::nonNull).map(Frozen::value).toList();
      default -> value;
    };
  }
}

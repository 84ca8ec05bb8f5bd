package dev.covet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of RFC 7396, section 2, on trees of maps. A tree that it is given is not changed.
 */
final class JsonMerge {
  private JsonMerge() {}

  static Object merge(@Nullable Object target, Object patch) {
    if (!(patch instanceof Map<?, ?> changes)) {
      return patch;
    }
    Map<Object, @Nullable Object> merged =
        target instanceof Map<?, ?> object ? new LinkedHashMap<>(object) : new LinkedHashMap<>();
    changes.forEach(
        (name, value) -> {
          if (value == null) {
            merged.remove(name);
          } else {
            merged.put(name, merge(merged.get(name), value));
          }
        });
    return merged;
  }
}

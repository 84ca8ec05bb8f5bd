package dev.covet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decoded names and values in order, from a query, a form or cookies. A plain list that is searched
 * from its start: their number is limited before one is decoded, so no choice of names makes a
 * look-up slow. Immutable once built.
 */
final class Parameters {
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  @Nullable String first(String name) {
    int at = names.indexOf(name);
    return at < 0 ? null : values.get(at);
  }

  List<String> all(String name) {
    List<String> found = List.of();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        if (found.isEmpty()) {
          found = List.of(values.get(i));
          continue;
        }
        if (found.size() == 1) {
          found = new ArrayList<>(found);
        }
        found.add(values.get(i));
      }
    }
    return found.size() > 1 ? Collections.unmodifiableList(found) : found;
  }

  /** All of them in order. */
  void forEach(BiConsumer<String, String> each) {
    for (int i = 0; i < names.size(); i++) {
      each.accept(names.get(i), values.get(i));
    }
  }

  Map<String, List<String>> toMap() {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      map.computeIfAbsent(names.get(i), name -> new ArrayList<>(1)).add(values.get(i));
    }
    map.replaceAll((name, list) -> Collections.unmodifiableList(list));
    return Collections.unmodifiableMap(map);
  }
}

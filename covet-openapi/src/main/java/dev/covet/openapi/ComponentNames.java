package dev.covet.openapi;

import dev.covet.MergePatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JavaType;

/**
 * Names for components: the simple name of the class with those of its type arguments ({@code
 * PageUser}). Where two types would have the same name, both get that of the class around them or
 * of their package in front, so that none depends on the order in which they are met.
 */
final class ComponentNames {
  private static final int LEVELS = 3;

  private ComponentNames() {}

  static Map<JavaType, String> of(List<JavaType> types) {
    Map<JavaType, String> names = new LinkedHashMap<>();
    List<JavaType> open = new ArrayList<>(types);
    for (int level = 0; level < LEVELS && !open.isEmpty(); level++) {
      int at = level;
      Map<String, List<JavaType>> same =
          open.stream()
              .collect(Collectors.groupingBy(t -> name(t, at), TreeMap::new, Collectors.toList()));
      open = new ArrayList<>();
      for (Map.Entry<String, List<JavaType>> group : same.entrySet()) {
        boolean unique = group.getValue().size() == 1 && !names.containsValue(group.getKey());
        if (unique) {
          names.put(group.getValue().getFirst(), group.getKey());
        } else {
          open.addAll(group.getValue());
        }
      }
    }
    number(open, names);
    return names;
  }

  private static void number(List<JavaType> open, Map<JavaType, String> names) {
    open.sort(Comparator.comparing(JavaType::toCanonical));
    for (JavaType type : open) {
      int number = 2;
      while (names.containsValue(name(type, LEVELS - 1) + number)) {
        number++;
      }
      names.put(type, name(type, LEVELS - 1) + number);
    }
  }

  private static String name(JavaType type, int level) {
    Class<?> raw = type.getRawClass();
    if (raw == MergePatch.class) {
      return name(type.containedTypeOrUnknown(0), level) + "Patch";
    }
    StringBuilder name = new StringBuilder();
    if (level > 1) {
      String spot = raw.getPackageName();
      name.append(capital(spot.substring(spot.lastIndexOf('.') + 1)));
    }
    if (level > 0 && raw.getEnclosingClass() != null) {
      name.append(raw.getEnclosingClass().getSimpleName());
    }
    name.append(raw.isArray() ? "Array" : raw.getSimpleName());
    for (int i = 0; i < type.containedTypeCount(); i++) {
      name.append(name(type.containedType(i), level));
    }
    return name.toString().replaceAll("[^a-zA-Z0-9._-]", "_");
  }

  private static String capital(String word) {
    return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}

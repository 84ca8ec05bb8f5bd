package dev.covet.openapi;

import dev.covet.spi.RouteDescription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names for operations: those of the routes, else made from method and path; each once. */
final class OperationIds {
  private final Map<RouteDescription, String> ids = new HashMap<>();

  OperationIds(List<RouteDescription> routes) {
    Set<String> taken = new HashSet<>();
    for (RouteDescription route : routes) {
      String name = route.name();
      if (name != null) {
        ids.put(route, name);
        taken.add(name);
      }
    }
    for (RouteDescription route : routes) {
      if (route.name() == null) {
        String made = made(route);
        String id = made;
        for (int i = 2; !taken.add(id); i++) {
          id = made + i;
        }
        ids.put(route, id);
      }
    }
  }

  String of(RouteDescription route) {
    return ids.getOrDefault(route, "");
  }

  private static String made(RouteDescription route) {
    StringBuilder id = new StringBuilder(route.method().name().toLowerCase(Locale.ROOT));
    for (String segment : Paths.of(route.pattern()).split("/")) {
      if (segment.startsWith("{")) {
        id.append("By");
      }
      for (String word : segment.split("[^a-zA-Z0-9]+")) {
        if (!word.isEmpty()) {
          id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
      }
    }
    return id.toString();
  }
}

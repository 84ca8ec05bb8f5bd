package dev.covet;

import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Result;
import java.util.List;
import java.util.Map;

/** Names the routes of which nobody says what they answer, for the start-up report. */
final class OpenSchemas {
  /** More would hide the rest of the report. */
  private static final int MOST = 8;

  private OpenSchemas() {}

  /** One line, or none if all is known. */
  static Map<String, String> report(List<RouteDescription> routes) {
    List<String> open =
        routes.stream()
            .filter(route -> !route.hidden() && route.result() instanceof Result.Open)
            .map(route -> route.method() + " " + route.pattern())
            .toList();
    if (open.isEmpty()) {
      return Map.of();
    }
    String more = open.size() > MOST ? " and " + (open.size() - MOST) + " more" : "";
    String named = String.join(", ", open.subList(0, Math.min(MOST, open.size())));
    return Map.of("open schemas", named + more + " (declare .returns(Type.class))");
  }
}

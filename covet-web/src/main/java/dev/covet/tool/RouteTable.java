package dev.covet.tool;

import dev.covet.spi.Application;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lists the routes of an application, those of a router before those of its groups: {@code ./covet
 * routes}.
 */
public final class RouteTable implements Tool {
  private static final List<String> HEADINGS =
      List.of("METHOD", "PATTERN", "STYLE", "RUNS", "NAME", "DECLARED", "SUMMARY");

  /** For {@link java.util.ServiceLoader}. */
  public RouteTable() {}

  @Override
  public String name() {
    return "routes";
  }

  @Override
  public String look(Application application) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    application.routes().forEach(route -> rows.add(row(route)));
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder table = new StringBuilder();
    rows.forEach(row -> line(row, widths, table));
    return table.toString();
  }

  private static List<String> row(RouteDescription route) {
    String name = route.name();
    return List.of(
        route.method().name(),
        route.pattern(),
        route.style().name().toLowerCase(Locale.ROOT),
        route.placement().name().toLowerCase(Locale.ROOT),
        name == null ? "-" : name,
        route.place(),
        Stream.of(
                route.hidden() ? "hidden" : "",
                route.deprecated() ? "deprecated" : "",
                route.summary())
            .filter(word -> !word.isEmpty())
            .reduce((one, other) -> one + "; " + other)
            .orElse(""));
  }

  private static void line(List<String> row, int[] widths, StringBuilder table) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    table.append(line.toString().stripTrailing()).append('\n');
  }
}

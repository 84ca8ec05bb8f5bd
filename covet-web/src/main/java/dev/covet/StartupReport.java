package dev.covet;

import dev.covet.spi.RouteDescription;
import dev.covet.spi.RunningServer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What is printed once the application accepts requests: a block on a terminal, else two lines, or
 * JSON.
 */
final class StartupReport {
  private StartupReport() {}

  static void print(Config config, RunningServer server, Map<String, String> facts) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    System.out.println(text(config, server, facts, terminal));
    System.out.flush();
  }

  /**
   * What there is to tell, in order.
   *
   * @param reloads whether SIGHUP is heard, as far as it is wanted
   * @param nanos what the start has taken
   */
  static Map<String, String> facts(
      Config config,
      RunningServer server,
      List<RouteDescription> routes,
      boolean reloads,
      long nanos) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.putAll(server.report());
    facts.putAll(config.report());
    if (config.openapi()) {
      facts.putAll(OpenSchemas.report(routes));
    }
    if (!reloads) {
      facts.put("reload", "no SIGHUP on this system");
    }
    facts.put("started in", TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
    return Collections.unmodifiableMap(facts);
  }

  static String text(
      Config config, RunningServer server, Map<String, String> facts, boolean terminal) {
    String urls = server.uris().stream().map(Object::toString).collect(Collectors.joining(" "));
    if (config.jsonLogs()) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("event", "started");
      all.put("urls", urls);
      all.putAll(facts);
      return JsonLine.of(all);
    }
    if (!terminal) {
      return "Covet listens on "
          + urls
          + "\n"
          + facts.entrySet().stream()
              .map(e -> e.getKey() + ": " + e.getValue())
              .collect(Collectors.joining("; "));
    }
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder block = new StringBuilder("\n  Covet listens on ").append(urls).append("\n\n");
    facts.forEach(
        (name, value) ->
            block
                .append("  ")
                .append(name)
                .append(" ".repeat(width - name.length() + 2))
                .append(value)
                .append('\n'));
    return block.toString();
  }
}

package dev.covet;

import dev.covet.spi.RunningServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What is printed once the application accepts requests: a block on a terminal, else two lines, or
 * JSON.
 */
final class StartupReport {
  private StartupReport() {}

  static void print(Config config, RunningServer server, long nanos) {
    System.out.println(
        text(config, server, nanos, System.console() != null && System.console().isTerminal()));
    System.out.flush();
  }

  static String text(Config config, RunningServer server, long nanos, boolean terminal) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.putAll(server.report());
    facts.putAll(config.report());
    facts.put("started in", TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
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

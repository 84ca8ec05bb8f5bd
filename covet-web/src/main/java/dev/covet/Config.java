package dev.covet;

import dev.covet.http.Limits;
import java.util.Map;

/** Placeholder until the real one is merged. */
public final class Config {
  private final Map<String, String> values;

  private Config(Map<String, String> values) {
    this.values = values;
  }

  public static Config load(String... flags) {
    Map<String, String> values = new java.util.LinkedHashMap<>();
    for (int i = 0; i < flags.length; i++) {
      if (flags[i].equals("--set")) {
        String[] pair = flags[++i].split("=", 2);
        values.put(pair[0], pair[1]);
      } else {
        values.put(flags[i].substring(2), flags[++i]);
      }
    }
    return new Config(values);
  }

  public static Config defaults() {
    return new Config(Map.of());
  }

  public Limits limits() {
    return Limits.defaults();
  }

  public boolean dev() {
    return "dev".equals(values.get("mode"));
  }

  public boolean signals() {
    return true;
  }

  public boolean jsonLogs() {
    return false;
  }

  public Map<String, String> report() {
    return Map.of();
  }

  public String host() {
    return values.getOrDefault("host", "127.0.0.1");
  }

  public int port() {
    return Integer.parseInt(values.getOrDefault("port", "8080"));
  }

  public String transport() {
    return values.getOrDefault("transport", "auto");
  }

  public int workers() {
    return Integer.parseInt(values.getOrDefault("workers", "0"));
  }
}

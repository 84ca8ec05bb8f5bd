package dev.covet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Settings of one origin, each with where it stands, for messages. */
final class ConfigSource {
  /** Keys below this are the application's own and not checked. */
  static final String OWN = "app.";

  /** The place of what was set in code. */
  static final String CODE = "code";

  /** A text and where it stands: {@code app.conf:3}, {@code --port}, {@code COVET_PORT}. */
  record Setting(String text, String place) {
    /** The kind of that place. */
    String origin() {
      if (place.equals(CODE)) {
        return "code";
      }
      if (place.startsWith("--")) {
        return "flag";
      }
      return place.startsWith(ConfigSources.ENVIRONMENT) ? "environment" : "file";
    }
  }

  private final Map<String, Setting> settings = new LinkedHashMap<>();

  void put(String key, String text, String place) {
    boolean known =
        key.startsWith(OWN) || ConfigKey.ALL.stream().anyMatch(k -> k.name().equals(key));
    if (!known) {
      throw new ConfigException(place + ": there is no setting '" + key + "'" + nearest(key));
    }
    settings.put(key, new Setting(text, place));
  }

  /** These settings as they are now. */
  ConfigSource copy() {
    ConfigSource copy = new ConfigSource();
    copy.settings.putAll(settings);
    return copy;
  }

  Map<String, Setting> settings() {
    return settings;
  }

  private static String nearest(String key) {
    record Candidate(int distance, String name) implements Comparable<Candidate> {
      @Override
      public int compareTo(Candidate other) {
        return distance != other.distance
            ? Integer.compare(distance, other.distance)
            : name.compareTo(other.name);
      }
    }
    List<Candidate> candidates =
        ConfigKey.ALL.stream().map(k -> new Candidate(distance(key, k.name()), k.name())).toList();
    Candidate best = new TreeSet<>(candidates).first();
    return best.distance <= Math.max(2, key.length() / 2)
        ? "; did you mean '" + best.name + "'?"
        : "";
  }

  /** How many letters must be changed, added or removed (Levenshtein, 1966). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

package dev.covet;

import java.util.List;
import java.util.Locale;

/** Which settings must never be shown: in logs, reports or messages. The one list of them. */
final class Secrets {
  private static final List<String> WORDS =
      List.of("secret", "password", "passwd", "token", "credential", "key");

  private Secrets() {}

  static String shown(String key, String value) {
    String lower = key.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains) ? "***" : value;
  }
}

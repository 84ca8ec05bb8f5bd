package dev.covet;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sets the level of Covet's loggers where the JDK's own logging is in use; other backends have
 * their own settings.
 */
final class LogLevels {
  private static final Map<String, Level> LEVELS =
      Map.of(
          "trace",
          Level.FINER,
          "debug",
          Level.FINE,
          "info",
          Level.INFO,
          "warning",
          Level.WARNING,
          "error",
          Level.SEVERE,
          "off",
          Level.OFF);

  /** Held here, because the JDK forgets loggers that nobody holds, and their levels with them. */
  private static final Logger COVET = Logger.getLogger("dev.covet");

  private LogLevels() {}

  static void apply(String level) {
    COVET.setLevel(LEVELS.get(level));
  }
}

package dev.covet;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The levels of loggers where the JDK's own logging is in use; other backends have their own
 * settings. One for the whole process, as the loggers are. Safe for any thread.
 */
final class LogLevels {
  /** The name of Covet's own loggers, whose level the setting {@code log-level} is. */
  static final String COVET = "dev.covet";

  /** More different names than anybody wants: each is held for ever. */
  static final int MOST = 1000;

  static final String[] NAMES = {"trace", "debug", "info", "warning", "error", "off"};

  private static final Level[] LEVELS = {
    Level.FINER, Level.FINE, Level.INFO, Level.WARNING, Level.SEVERE, Level.OFF
  };

  /**
   * Those whose level was set here. Held, because the JDK forgets loggers that nobody holds, and
   * their levels with them.
   */
  private static final Map<String, Logger> HELD = new ConcurrentHashMap<>();

  private LogLevels() {}

  /** Sets the level of Covet's own loggers. */
  static void apply(String level) {
    set(COVET, level);
  }

  /**
   * Sets the level of a logger and of those below it.
   *
   * @param name of the logger, empty for the root
   * @param level one of {@link #NAMES}; null for that of the logger above
   * @return false if there are {@link #MOST} others already
   */
  static boolean set(String name, @Nullable String level) {
    Logger logger;
    synchronized (HELD) {
      if (HELD.size() >= MOST && !HELD.containsKey(name)) {
        return false;
      }
      logger = HELD.computeIfAbsent(name, Logger::getLogger);
    }
    Level wanted = level == null ? null : LEVELS[List.of(NAMES).indexOf(level)];
    if (wanted != null && wanted.intValue() < Level.INFO.intValue()) {
      openConsole(wanted);
    }
    logger.setLevel(wanted);
    return true;
  }

  /**
   * The console of the JDK's default configuration drops everything below INFO, whatever loggers
   * let through. If somebody has configured it, then it is as they want it.
   */
  private static void openConsole(Level level) {
    if (System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null) {
      return;
    }
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (handler instanceof ConsoleHandler
          && handler.getLevel().intValue() > level.intValue()
          && handler.getLevel().intValue() <= Level.INFO.intValue()) {
        handler.setLevel(level);
      }
    }
  }

  /** The level that counts for a logger: its own, or that of the nearest above. */
  static String of(String name) {
    for (Logger logger = Logger.getLogger(name); logger != null; logger = logger.getParent()) {
      if (logger.getLevel() != null) {
        return shown(logger.getLevel());
      }
    }
    return shown(Level.INFO);
  }

  /** Loggers that have a level of their own, by name; the root's name is empty. */
  static Map<String, String> all() {
    Map<String, String> levels = new TreeMap<>();
    LogManager manager = LogManager.getLogManager();
    for (String name : Collections.list(manager.getLoggerNames())) {
      Logger logger = manager.getLogger(name);
      if (logger != null && logger.getLevel() != null) {
        levels.put(name, shown(logger.getLevel()));
      }
    }
    return levels;
  }

  private static String shown(Level level) {
    int known = Arrays.asList(LEVELS).indexOf(level);
    return known < 0 ? level.getName().toLowerCase(Locale.ROOT) : NAMES[known];
  }

  /**
   * Why levels can not be set here: what is logged through the JDK's facade goes to another
   * library.
   *
   * @return the name of what takes it, or null if the JDK's own logging does
   */
  static @Nullable String foreign() {
    return foreign(System.LoggerFinder.getLoggerFinder().getClass().getName());
  }

  static @Nullable String foreign(String finder) {
    return finder.startsWith("sun.util.logging.") ? null : finder;
  }
}

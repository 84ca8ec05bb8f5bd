package dev.covet.engine.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Logging where its own failure must hurt nobody: a log that can not be written (no memory, no
 * descriptor for what a formatter reads) must not end the loop that wanted to write it.
 */
public final class SafeLog {
  private SafeLog() {}

  /**
   * Reads what the first line of a log would read from files, this class and the time zones: when
   * the line tells that no descriptor is left, it is too late, and for time zones for ever.
   */
  public static void prepare() {
    Objects.requireNonNull(ZoneId.systemDefault().getRules());
  }

  /**
   * Logs, or does not.
   *
   * @param log where to
   * @param level how bad it is
   * @param text a line
   * @param cause with its stack, or null
   */
  public static void log(Logger log, Level level, String text, @Nullable Throwable cause) {
    try {
      log.log(level, text, cause);
    } catch (Throwable lost) {
      // There is nobody left to tell.
      return;
    }
  }
}

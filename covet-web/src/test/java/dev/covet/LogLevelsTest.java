package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogLevelsTest {
  private static final String NAME = "dev.covet.LogLevelsTest";

  @AfterEach
  void back() {
    LogLevels.set(NAME, null);
    LogLevels.apply("info");
  }

  @Test
  void aLevelHoldsForTheLoggersBelowUntilItIsInheritedAgain() {
    assertThat(LogLevels.set(NAME, "trace")).isTrue();
    assertThat(LogLevels.of(NAME + ".below")).isEqualTo("trace");
    assertThat(LogLevels.all()).containsEntry(NAME, "trace");
    assertThat(System.getLogger(NAME + ".below").isLoggable(System.Logger.Level.TRACE)).isTrue();
    LogLevels.set(NAME, null);
    LogLevels.apply("error");
    assertThat(LogLevels.of(NAME)).isEqualTo("error");
    assertThat(LogLevels.all()).doesNotContainKey(NAME);
  }

  @Test
  void aLoggerThatNobodyHoldsKeepsItsLevel() {
    String name = NAME + ".unheld";
    LogLevels.set(name, "off");
    System.gc();
    assertThat(Logger.getLogger(name).getLevel()).isEqualTo(Level.OFF);
    LogLevels.set(name, null);
  }

  @Test
  void levelsOfOthersHaveTheirOwnNames() {
    Logger logger = Logger.getLogger(NAME);
    logger.setLevel(Level.CONFIG);
    assertThat(LogLevels.of(NAME)).isEqualTo("config");
  }

  /** As it comes it shows nothing below INFO, so that a level alone would change nothing. */
  @Test
  void theConsoleShowsWhatLoggersLetThrough() {
    Handler console =
        Arrays.stream(Logger.getLogger("").getHandlers())
            .filter(handler -> handler instanceof ConsoleHandler)
            .findFirst()
            .orElseGet(ConsoleHandler::new);
    Logger.getLogger("").removeHandler(console);
    Logger.getLogger("").addHandler(console);
    Level before = console.getLevel();
    try {
      console.setLevel(Level.INFO);
      LogLevels.set(NAME, "debug");
      assertThat(console.getLevel()).isEqualTo(Level.FINE);
      console.setLevel(Level.SEVERE);
      LogLevels.set(NAME, "trace");
      assertThat(console.getLevel()).isEqualTo(Level.SEVERE);
      console.setLevel(Level.INFO);
      System.setProperty("java.util.logging.config.file", "theirs.properties");
      LogLevels.set(NAME, "trace");
      assertThat(console.getLevel()).isEqualTo(Level.INFO);
    } finally {
      System.clearProperty("java.util.logging.config.file");
      console.setLevel(before);
    }
  }

  @Test
  void anotherLibraryIsNamed() {
    assertThat(LogLevels.foreign()).isNull();
    assertThat(LogLevels.foreign("org.slf4j.jdk.platform.logging.SLF4JSystemLoggerFinder"))
        .isEqualTo("org.slf4j.jdk.platform.logging.SLF4JSystemLoggerFinder");
  }
}

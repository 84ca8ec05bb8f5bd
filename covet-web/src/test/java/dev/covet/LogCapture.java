package dev.covet;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what Covet logs, instead of printing it, until it is closed. */
final class LogCapture extends Handler implements AutoCloseable {
  private static final Logger COVET = Logger.getLogger("dev.covet");

  private final List<LogRecord> records = new ArrayList<>();
  private final Level before = COVET.getLevel();

  LogCapture() {
    COVET.setLevel(Level.ALL);
    COVET.setUseParentHandlers(false);
    COVET.addHandler(this);
  }

  /** The records of a level or above. */
  synchronized List<LogRecord> from(Level level) {
    return records.stream().filter(r -> r.getLevel().intValue() >= level.intValue()).toList();
  }

  @Override
  public synchronized void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    COVET.removeHandler(this);
    COVET.setUseParentHandlers(true);
    COVET.setLevel(before);
  }
}

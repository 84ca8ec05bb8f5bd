package dev.covet.bridge.accesslog;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the access log says about itself while this is open. */
final class LogRecords extends Handler implements AutoCloseable {
  // Held strongly: the JDK forgets loggers that nobody holds.
  private final Logger logger = Logger.getLogger("dev.covet.access");
  final Queue<String> messages = new ConcurrentLinkedQueue<>();

  LogRecords() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  @Override
  public void publish(LogRecord record) {
    messages.add(String.valueOf(record.getMessage()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}

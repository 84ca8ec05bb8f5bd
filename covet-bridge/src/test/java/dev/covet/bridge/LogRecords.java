package dev.covet.bridge;

import dev.covet.engine.loop.SafeLog;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the bridge logs while this is open. */
final class LogRecords extends Handler implements AutoCloseable {
  // Held strongly: the JDK forgets loggers that nobody holds.
  private final Logger logger = Logger.getLogger("dev.covet.bridge");
  private final Queue<String> messages = new ConcurrentLinkedQueue<>();

  LogRecords() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** What has been logged until now, by event loops as well. */
  Queue<String> messages() {
    SafeLog.flush();
    return messages;
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

package dev.covet.engine.proxy;

import dev.covet.engine.loop.SafeLog;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells why connections were closed before they could say anything: one line a minute, because
 * whoever connects decides how many there are. Safe for any thread.
 */
final class Complaints {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE);

  void tell(SocketAddress peer, String why) {
    long now = System.nanoTime();
    long before = last.get();
    boolean due = now - before >= PAUSE && last.compareAndSet(before, now);
    Level level = due ? Level.WARNING : Level.DEBUG;
    if (LOG.isLoggable(level)) {
      SafeLog.log(LOG, level, "a connection of " + peer + " was closed: " + why, null);
    }
  }
}

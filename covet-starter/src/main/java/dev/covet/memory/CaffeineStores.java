package dev.covet.memory;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.covet.SessionStore;
import dev.covet.spi.MemoryStores;

/** Stores in memory that Caffeine bounds. */
public final class CaffeineStores implements MemoryStores {
  /** For the service loader. */
  public CaffeineStores() {}

  @Override
  public SessionStore sessions(long bytes) {
    return new CaffeineSessions(bytes, Ticker.systemTicker());
  }
}

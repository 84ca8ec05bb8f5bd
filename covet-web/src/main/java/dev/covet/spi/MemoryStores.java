package dev.covet.spi;

import dev.covet.SessionStore;

/**
 * Makes stores in the memory of the process that are bounded by a library's means. Found by {@link
 * java.util.ServiceLoader} when an application asks for one.
 */
public interface MemoryStores {
  /**
   * {@return a store for sessions}
   *
   * @param bytes how much it may hold, roughly; beyond it sessions that are used little are
   *     forgotten
   */
  SessionStore sessions(long bytes);
}

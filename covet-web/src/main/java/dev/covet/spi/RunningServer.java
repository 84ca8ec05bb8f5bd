package dev.covet.spi;

import dev.covet.Config;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A server that has been started. Safe for any thread. */
public interface RunningServer {
  /** {@return where it listens, with the real port} */
  List<URI> uris();

  /**
   * {@return lines of the start-up report in order: transport and why, workers and why, fast path
   * or fallback and why …}
   */
  Map<String, String> report();

  /**
   * Takes what can change at run time out of a configuration that was read again, and reads files
   * again that it names: certificates, say. All or nothing. Called by one thread at a time.
   *
   * @param config the checked configuration
   * @return a line for people for each thing that was done beside settings
   * @throws IOException with one line for people, if a file is not good; nothing has changed then
   */
  default List<String> reload(Config config) throws IOException {
    return List.of();
  }

  /**
   * The application is complete and the start has succeeded: a server that this one follows may be
   * told to go. Called once.
   *
   * @param retire ends the application and its process, when another server has taken its place;
   *     may be called on any thread
   * @throws IOException with one line for people if the server before does not agree
   */
  default void opened(Runnable retire) throws IOException {}

  /**
   * Stops accepting, lets requests in flight end within the drain limit, closes; returns when all
   * is closed. Idempotent.
   */
  void stop();

  /**
   * {@return whether the calling thread works for a request of a server} It must not wait for the
   * end of {@link #stop()}, which waits for it.
   */
  default boolean serving() {
    return false;
  }

  /**
   * {@return whether new work should be sent here: false while draining or while a loop is held}
   */
  boolean ready();
}

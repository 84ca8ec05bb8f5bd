package dev.covet.spi;

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

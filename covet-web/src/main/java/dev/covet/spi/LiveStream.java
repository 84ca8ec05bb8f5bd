package dev.covet.spi;

/**
 * An answer without an end of its own, as an event stream: told what its writer would not learn
 * while it has nothing to send. Called on a virtual thread that may block; at most one of {@link
 * #clientGone} and {@link #serverStops} comes.
 */
public interface LiveStream {
  /**
   * The client has shut its side of the connection: it may be gone, which only something that is
   * sent can tell.
   */
  void clientSilent();

  /** The client closed its connection or reset its stream. */
  void clientGone();

  /** The server stops and waits for the answer to end. */
  void serverStops();
}

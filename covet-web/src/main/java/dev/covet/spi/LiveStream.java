package dev.covet.spi;

/**
 * An answer without an end of its own, as an event stream: told what its writer would not learn
 * while it has nothing to send. At most one of the calls comes, on a virtual thread that may block.
 */
public interface LiveStream {
  /** The client closed its connection or reset its stream. */
  void clientGone();

  /** The server stops and waits for the answer to end. */
  void serverStops();
}

package dev.covet.engine.websocket;

import dev.covet.engine.connection.Out;

/**
 * What carries the frames of one WebSocket: a connection of HTTP/1.1 or a stream of HTTP/2. Event
 * loop's own thread only.
 */
public interface Tunnel {
  /** Whether it takes more bytes now; {@link WebSocketConnection#settle} is called when it does. */
  boolean writable();

  /**
   * Sends bytes.
   *
   * @param bytes taken, and cleared
   */
  void write(Out bytes);

  /** Bytes that wait for the client. */
  long unsent();

  /**
   * Says whether more is wanted of the client.
   *
   * @param wanted whether
   */
  void reading(boolean wanted);

  /**
   * Tells that the client has broken the protocol.
   *
   * @param code of the close frame that says so
   */
  void fault(int code);

  /** Ends our side when all is sent: the last call that writes. */
  void finish();

  /** Ends it so that what waits for the client is dropped. */
  void reset();

  /** Ends it at once. */
  void close();
}

package dev.covet.http;

/** Whether messages of WebSockets are compressed for clients that offer it (RFC 7692). */
public enum WebSocketCompression {
  /** They are not. */
  OFF,
  /** Each for itself: a WebSocket holds no memory for it between two messages. */
  ON,
  /**
   * With what was sent before as a dictionary: smaller, for about 300 KiB of memory for each
   * WebSocket.
   */
  TAKEOVER
}

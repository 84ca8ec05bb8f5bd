package dev.covet.engine.http1;

/** Where a connection stands. */
enum Phase {
  /** Between requests, or in the middle of a head. */
  HEAD,
  /** A request is with the handler. */
  SERVING,
  /** The answer is given, the rest of the request's body is read and dropped. */
  DRAINING,
  /** The last bytes are on their way out. */
  CLOSING,
  /** Half-closed: what still arrives is dropped, so that the last answer is not lost in a reset. */
  LINGERING,
  CLOSED
}

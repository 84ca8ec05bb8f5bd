package dev.covet;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of a {@link Response}, known or still to be produced. Written at most once, on the
 * thread that serves the request.
 */
public interface ResponseBody {
  /** How a body reaches the wire. */
  enum Kind {
    /** There is none. */
    EMPTY,
    /** The bytes are there: {@link ResponseBody#bytes()}. */
    BYTES,
    /**
     * {@link ResponseBody#writeTo} is small and quick: it is run into memory first, so that the
     * length is known.
     */
    BUFFERED,
    /**
     * {@link ResponseBody#writeTo} is sent while it is produced: with Content-Length if {@link
     * ResponseBody#length()} is known.
     */
    STREAMED,
    /** There is none: the connection becomes a WebSocket, see {@link WebSocketUpgrade}. */
    WEBSOCKET
  }

  /** {@return how this body reaches the wire} */
  Kind kind();

  /** {@return the length in bytes, or -1 if it is not known before} */
  long length();

  /** {@return the bytes of a body of kind {@code BYTES}; not to be changed} */
  byte[] bytes();

  /**
   * Produces a body of kind {@code BUFFERED} or {@code STREAMED}.
   *
   * @param out takes the bytes; blocks while the client reads slowly; a flush reaches the client
   * @throws IOException if the client went away
   * @throws Exception whatever the producer throws
   */
  void writeTo(OutputStream out) throws Exception;

  /**
   * Frees what the body holds (a file, a stream), whether it was written or not. Called once, never
   * throws.
   */
  default void close() {}
}

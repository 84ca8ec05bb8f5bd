package dev.covet.engine;

import dev.covet.http.WebSocketMessage;
import java.io.IOException;

/** The engine's side of one WebSocket. Safe for any thread. */
public interface WebSocketLink {
  /**
   * Sends a message as one frame; blocks by parking the calling thread while too many bytes wait
   * for the client. Messages of one thread keep their order.
   *
   * @param message what to send
   * @throws IOException if the WebSocket is closed or the client is too slow, or the thread was
   *     interrupted before the message was taken
   * @throws IllegalStateException on the event loop's own thread, or a thread that is pinned to it
   */
  void send(WebSocketMessage message) throws IOException;

  /**
   * Says that {@link WebSocketEvents#next} has something to send; never blocks. Any number of calls
   * cost one.
   */
  void wake();

  /** {@return the loop that owns the connection} */
  EventLoop loop();

  /**
   * Begins to close, after what is being sent or waits; never blocks. {@link
   * WebSocketEvents#closed} tells when that is done.
   *
   * @param code of RFC 6455, section 7.4
   * @param reason at most 123 bytes in UTF-8; what is more is cut
   */
  void close(int code, String reason);

  /** Stops to read from the client; what has been read may still come. */
  void pause();

  /** Reads on. */
  void resume();
}

package dev.covet.engine;

import dev.covet.http.WebSocketMessage;
import org.jspecify.annotations.Nullable;

/**
 * What the engine tells of one WebSocket, in order. Called on the loop's own thread; must not block
 * or throw.
 */
public interface WebSocketEvents {
  /**
   * The first call: the handshake is answered.
   *
   * @param link to send by
   */
  void opened(WebSocketLink link);

  /**
   * A whole text.
   *
   * @param message the text
   */
  void text(String message);

  /**
   * A whole binary message.
   *
   * @param message the bytes; the receiver's own
   */
  void binary(byte[] message);

  /**
   * Asks for something to send, when there is room for it: after {@link WebSocketLink#wake}, and
   * while there is more.
   *
   * @return the next message, or null if nothing waits
   */
  @Nullable WebSocketMessage next();

  /**
   * The last call, once: nothing more comes. After a failure of the client what is sent still
   * reaches it, until {@link WebSocketLink#close} is called.
   *
   * @param code of RFC 6455, section 7.4: what the client said, or why the engine ended it; 1005 if
   *     the client gave none, 1006 if the connection was lost
   * @param reason perhaps empty
   */
  void closed(int code, String reason);
}

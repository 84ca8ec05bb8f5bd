package dev.covet;

/**
 * Speaks with clients over {@link WebSocket}s by callbacks: between two messages a WebSocket holds
 * no thread. One listener may serve many.
 *
 * <p>The callbacks of one WebSocket are called one after another, in order, on virtual threads as
 * handlers of requests are: they may block, and meanwhile what comes waits. What a callback throws
 * ends the WebSocket, as with {@link WebSocketHandler}; {@link #onClose} is still called.
 */
public interface WebSocketListener {
  /**
   * The handshake is answered. The first call.
   *
   * @param socket the connection
   * @throws Exception whatever goes wrong
   */
  default void onOpen(WebSocket socket) throws Exception {}

  /**
   * A message has come.
   *
   * @param socket the connection
   * @param message the message
   * @throws Exception whatever goes wrong
   */
  default void onMessage(WebSocket socket, Message message) throws Exception {}

  /**
   * The WebSocket is closed, whatever ended it; {@link WebSocket#closeCode} says why. The last
   * call, once.
   *
   * @param socket the connection; nothing can be sent any more
   * @throws Exception whatever goes wrong; logged
   */
  default void onClose(WebSocket socket) throws Exception {}
}

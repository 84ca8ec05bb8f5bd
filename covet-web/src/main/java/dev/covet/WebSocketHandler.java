package dev.covet;

/** Speaks with one client over a {@link WebSocket}. */
@FunctionalInterface
public interface WebSocketHandler {
  /**
   * Called once for each WebSocket, on a virtual thread of its own, when the handshake is answered.
   * When it returns, the WebSocket is closed with 1000; when it throws, with 1011.
   *
   * @param socket the connection
   * @throws Exception whatever goes wrong; logged, unless the client is gone
   */
  void handle(WebSocket socket) throws Exception;
}

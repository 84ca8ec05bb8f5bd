package dev.covet.bridge;

import dev.covet.Message;
import org.jspecify.annotations.Nullable;

/** Takes what the client of one WebSocket sends; told on the loop's own thread. */
interface SocketReceiver {
  /** The handshake is answered. */
  void opened();

  /** A message has come. */
  void received(Message message);

  /** Nothing more comes. */
  void closed();

  /**
   * The next message for a thread that waits for it, or null at the end.
   *
   * @throws IllegalStateException if messages go elsewhere
   */
  @Nullable Message receive() throws InterruptedException;
}

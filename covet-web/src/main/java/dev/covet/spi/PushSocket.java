package dev.covet.spi;

import dev.covet.Membership;
import dev.covet.WebSocket;
import dev.covet.http.WebSocketMessage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A WebSocket of a server as rooms see it: one that takes messages without waiting. */
public interface PushSocket extends WebSocket {
  /** {@return runs tasks on the event loop of the connection, the same for all that live there} */
  Executor loop();

  /**
   * Sends a message when there is room for it; until then the socket's policy for slow clients
   * holds. Any thread; never blocks.
   *
   * @param message the message
   * @param key what it is about, or null
   * @return false if the WebSocket is closed, or about to be for a client that is too slow
   */
  boolean push(WebSocketMessage message, @Nullable Object key);

  /**
   * Has a membership closed when the WebSocket is; at once if it is closed already. Any thread.
   *
   * @param membership the membership
   */
  void attach(Membership membership);

  /**
   * Takes {@link #attach} back.
   *
   * @param membership the membership
   */
  void detach(Membership membership);
}

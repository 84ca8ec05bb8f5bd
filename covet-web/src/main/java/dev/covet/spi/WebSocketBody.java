package dev.covet.spi;

import dev.covet.ResponseBody;
import dev.covet.SlowConsumer;
import dev.covet.WebSocketHandler;
import dev.covet.WebSocketListener;
import dev.covet.http.WebSocketTerms;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * In the place of a body: the connection becomes a WebSocket.
 *
 * @param handler speaks with the client, or null
 * @param listener hears it, if there is no handler
 * @param terms what holds for it
 * @param subprotocol that was agreed, or empty
 * @param policy what happens to what a slow client does not take; null if senders wait
 * @param unsent how many messages may wait
 */
public record WebSocketBody(
    @Nullable WebSocketHandler handler,
    @Nullable WebSocketListener listener,
    WebSocketTerms terms,
    String subprotocol,
    @Nullable SlowConsumer policy,
    int unsent)
    implements ResponseBody {
  @Override
  public Kind kind() {
    return Kind.WEBSOCKET;
  }

  @Override
  public long length() {
    return 0;
  }

  @Override
  public byte[] bytes() {
    return new byte[0];
  }

  @Override
  public void writeTo(OutputStream out) {
    throw new IllegalStateException("a WebSocket has no body");
  }
}

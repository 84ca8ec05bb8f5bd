package dev.covet.spi;

import dev.covet.ResponseBody;
import dev.covet.WebSocketHandler;
import dev.covet.http.WebSocketLimits;
import java.io.OutputStream;

/**
 * In the place of a body: the connection becomes a WebSocket.
 *
 * @param handler speaks with the client
 * @param limits of what the client may send
 * @param subprotocol that was agreed, or empty
 */
public record WebSocketBody(WebSocketHandler handler, WebSocketLimits limits, String subprotocol)
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

package dev.covet.http;

/**
 * What was agreed on the compression of messages (permessage-deflate, RFC 7692, section 7.1).
 *
 * @param serverTakeover whether the server compresses with what it sent before
 * @param clientTakeover whether the client does
 * @param serverBits how far back the server may refer, as a power of 2: 8 to 15; 0 if nothing was
 *     asked, which is 15
 * @param clientBits how far back the client says that it refers, 8 to 15; 0 if it says nothing
 */
public record WebSocketDeflate(
    boolean serverTakeover, boolean clientTakeover, int serverBits, int clientBits) {
  /** {@return the answer to the offer, for Sec-WebSocket-Extensions} */
  public String toField() {
    StringBuilder field = new StringBuilder("permessage-deflate");
    if (!serverTakeover) {
      field.append("; server_no_context_takeover");
    }
    if (!clientTakeover) {
      field.append("; client_no_context_takeover");
    }
    if (serverBits > 0) {
      field.append("; server_max_window_bits=").append(serverBits);
    }
    if (clientBits > 0) {
      field.append("; client_max_window_bits=").append(clientBits);
    }
    return field.toString();
  }
}

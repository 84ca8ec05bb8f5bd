package dev.covet.http;

/**
 * A whole message of a WebSocket, as it goes over the wire: encoded once, sent to as many as
 * wanted. Immutable, as long as nobody changes its bytes.
 *
 * @param text whether the payload is text in UTF-8
 * @param payload the bytes; not copied, not to be changed
 */
public record WebSocketMessage(boolean text, byte[] payload) {}

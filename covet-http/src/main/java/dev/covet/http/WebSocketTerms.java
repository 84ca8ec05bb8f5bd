package dev.covet.http;

import org.jspecify.annotations.Nullable;

/**
 * What holds for one WebSocket.
 *
 * @param limits of what the client may send
 * @param deflate how messages are compressed, or null if they are not
 */
public record WebSocketTerms(WebSocketLimits limits, @Nullable WebSocketDeflate deflate) {}

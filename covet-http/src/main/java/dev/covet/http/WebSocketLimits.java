package dev.covet.http;

import java.time.Duration;

/**
 * What the client of a WebSocket may ask for. Immutable.
 *
 * @param frame largest payload of a frame in bytes; beyond it close 1009
 * @param message largest message in bytes; beyond it close 1009
 * @param ping silence after which the client is asked whether it is there; after as much more it is
 *     given up
 * @param compression whether messages are compressed, both ways
 */
public record WebSocketLimits(
    int frame, int message, Duration ping, WebSocketCompression compression) {
  /** {@return the defaults: each is a key of the configuration} */
  public static WebSocketLimits defaults() {
    return new WebSocketLimits(64 << 10, 1 << 20, Duration.ofSeconds(30), WebSocketCompression.OFF);
  }
}

package dev.covet.http;

/**
 * What one HTTP/2 connection may ask of a server, beyond {@link Limits}. Immutable.
 *
 * @param streams most open streams, and most handlers that run at once; beyond it REFUSED_STREAM
 * @param resets most streams that the client resets, or makes the server reset, within 30 s; beyond
 *     it GOAWAY
 * @param controlFrames most PING, SETTINGS, PRIORITY and WINDOW_UPDATE frames within 10 s that no
 *     useful traffic explains; beyond it GOAWAY
 * @param emptyData most DATA frames of a connection that hold nothing and end nothing; beyond it
 *     GOAWAY
 * @param continuations most CONTINUATION frames of one header block that are empty or small; beyond
 *     it GOAWAY
 */
public record Http2Limits(
    int streams, int resets, int controlFrames, int emptyData, int continuations) {
  private static final Http2Limits DEFAULTS = new Http2Limits(100, 200, 200, 10, 16);

  /** {@return the defaults} */
  public static Http2Limits defaults() {
    return DEFAULTS;
  }
}

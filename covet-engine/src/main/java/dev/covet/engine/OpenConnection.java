package dev.covet.engine;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its loop saw it when it was asked.
 *
 * @param protocol {@code http/1.1}, {@code h2}, {@code websocket}, or what comes before one of
 *     them: {@code tls}, {@code proxy}
 * @param remote the peer, or the client that a PROXY header has told; null if it is not known any
 *     more
 * @param state a word of its protocol, like {@code idle} or {@code serving}
 * @param requests requests that it has begun; negative if nobody counts them
 * @param nanos how long it has spoken this protocol; negative if the engine is not observed
 */
public record OpenConnection(
    String protocol, @Nullable SocketAddress remote, String state, long requests, long nanos) {
  /** What nobody counts. */
  public static final long UNKNOWN = -1;

  /**
   * As the connection itself tells it, without the time.
   *
   * @param protocol its protocol
   * @param remote the peer
   * @param state a word
   * @param requests requests that it has begun, or {@link #UNKNOWN}
   */
  public OpenConnection(
      String protocol, @Nullable SocketAddress remote, String state, long requests) {
    this(protocol, remote, state, requests, UNKNOWN);
  }

  /**
   * {@return the same with its time}
   *
   * @param time in nanoseconds
   */
  public OpenConnection since(long time) {
    return new OpenConnection(protocol, remote, state, requests, time);
  }
}

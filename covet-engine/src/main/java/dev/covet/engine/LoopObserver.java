package dev.covet.engine;

import dev.covet.http.RequestEnd;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens on one event loop; the engine has one for each loop, or none and then asks
 * nothing but that. Called on the loop's own thread or on a virtual thread that it carries, so
 * never by two at a time. Must not block, park or throw.
 */
public interface LoopObserver {
  /**
   * A request begins: its head is complete, or was refused. {@link #ended} follows, once for each
   * call, perhaps at once.
   */
  void began();

  /**
   * A request has ended.
   *
   * @param end the request; valid during the call only
   * @param tag what {@link Exchange#tag} was given; null for requests that no handler has seen
   */
  void ended(RequestEnd end, @Nullable Object tag);

  /**
   * A connection was accepted.
   *
   * @param served false if it was one too many
   */
  void accepted(boolean served);

  /**
   * A client broke a protocol, and what it was on was ended without an answer.
   *
   * @param protocol {@code http2}, {@code tls} or {@code websocket}
   * @param kind one of few words, by the protocol's own table of errors
   */
  void fault(String protocol, String kind);
}

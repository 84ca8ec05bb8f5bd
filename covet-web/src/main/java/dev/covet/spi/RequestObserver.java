package dev.covet.spi;

import dev.covet.Request;
import dev.covet.http.RequestEnd;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens on one event loop. Called on the loop's own thread or on a virtual thread that
 * it carries, so never by two at a time: plain fields will do, written by no other. Must not block,
 * park or throw.
 */
public interface RequestObserver {
  /** A request begins; {@link #ended} follows, once for each call. */
  default void began() {}

  /**
   * A request has ended: answered, refused, lost. Once for each, on every protocol.
   *
   * @param end what became of it; valid during the call only
   * @param request for {@link Application#planAfter}, {@link Application#id} and {@link
   *     Application#client}, which are all that may be asked; null if no application has seen it,
   *     because the engine refused it
   */
  void ended(RequestEnd end, @Nullable Request request);

  /**
   * A connection was accepted.
   *
   * @param served false if it was one too many
   */
  default void accepted(boolean served) {}

  /**
   * A client broke a protocol, and what it was on was ended without an answer.
   *
   * @param protocol {@code http2}, {@code tls} or {@code websocket}
   * @param kind one of few words, by the protocol's own table of errors
   */
  default void fault(String protocol, String kind) {}
}

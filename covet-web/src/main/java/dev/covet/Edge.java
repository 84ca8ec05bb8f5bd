package dev.covet;

import dev.covet.http.IncomingRequest;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the routes of an application, decided at start.
 *
 * @param proxies who is believed about clients, null for nobody
 */
record Edge(@Nullable Proxies proxies) {
  static Edge of(Config config) {
    return new Edge(Proxies.of(config));
  }

  /** The request as its client sent it. On the event loop. */
  IncomingRequest seen(IncomingRequest incoming) {
    return proxies == null ? incoming : proxies.seenThrough(incoming);
  }
}

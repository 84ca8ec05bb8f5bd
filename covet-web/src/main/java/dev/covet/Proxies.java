package dev.covet;

import dev.covet.http.AddressBlocks;
import dev.covet.http.IncomingRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The proxies in front of the server, and how they tell from whom they have a request. */
final class Proxies {
  private final AddressBlocks trusted;
  private final ProxyHeaders headers;

  private Proxies(AddressBlocks trusted, ProxyHeaders headers) {
    this.trusted = trusted;
    this.headers = headers;
  }

  /** {@return the proxies of a configuration, or null if no header is believed} */
  static @Nullable Proxies of(Config config) {
    List<String> names = config.proxyHeaders();
    if (names.isEmpty()) {
      return null;
    }
    ProxyHeaders headers =
        names.contains(ForwardedHeader.NAME)
            ? new ForwardedHeader()
            : new XForwardedHeaders(Set.copyOf(names));
    return new Proxies(config.trustedProxies(), headers);
  }

  /** {@return the request as its client sent it, if a proxy stands between} Reads no field yet. */
  IncomingRequest seenThrough(IncomingRequest incoming) {
    return Node.isTrusted(incoming.remote(), trusted)
        ? new ProxiedRequest(incoming, this)
        : incoming;
  }

  Client client(IncomingRequest incoming) {
    return headers.client(incoming, trusted);
  }
}

package dev.covet;

import dev.covet.http.IncomingRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the routes of an application, decided at start.
 *
 * @param proxies who is believed about clients, null for nobody
 * @param hosts for which requests are answered, null for all
 * @param middleware around all routes, outside that of the application
 */
record Edge(@Nullable Proxies proxies, @Nullable AllowedHosts hosts, List<Middleware> middleware) {
  static Edge of(Config config) {
    List<Middleware> middleware = new ArrayList<>();
    Cors cors = Cors.of(config);
    if (cors != null) {
      middleware.add(cors);
    }
    Csrf csrf = Csrf.of(config);
    if (csrf != null) {
      middleware.add(csrf);
    }
    Compression compression = Compression.of(config);
    if (compression != null) {
      middleware.add(compression);
    }
    return new Edge(Proxies.of(config), hosts(config), List.copyOf(middleware));
  }

  private static @Nullable AllowedHosts hosts(Config config) {
    List<String> names = config.allowedHosts();
    if (names.equals(List.of("*")) || names.isEmpty() && !config.dev()) {
      return null;
    }
    return names.isEmpty() ? AllowedHosts.local(config.host()) : AllowedHosts.of(names);
  }

  /** The request as its client sent it. On the event loop. */
  IncomingRequest seen(IncomingRequest incoming) {
    return proxies == null ? incoming : proxies.seenThrough(incoming);
  }

  /** Whether a request is for us, whatever its path is. On the event loop. */
  boolean admits(IncomingRequest incoming) {
    if (hosts == null) {
      return true;
    }
    try {
      return hosts.allow(incoming.authority());
    } catch (HttpException malformed) {
      return false; // asked again, it gives the answer for that
    }
  }

  /**
   * The handler of requests that are not for us: 421 (RFC 9110, section 7.4). No code of the
   * application stands around it.
   */
  static Response<?> misdirected(Request request) {
    request.host();
    throw Failure.MISDIRECTED.because("this server does not answer for that host");
  }
}

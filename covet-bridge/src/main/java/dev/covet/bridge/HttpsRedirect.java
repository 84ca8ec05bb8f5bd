package dev.covet.bridge;

import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.Exchange;
import dev.covet.engine.ExchangeHandler;
import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.http.Headers;
import dev.covet.http.Status;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.net.URI;

/**
 * A server with a second port in clear text that sends every request to the first by 308, which
 * keeps method and body (RFC 9110, section 15.4.9). It has an event loop of its own, so that clear
 * text takes nothing from those who speak TLS.
 */
final class HttpsRedirect extends Accompanied {
  private static final int HTTPS = 443;
  private static final byte[] NONE = {};

  private final Engine clear;

  private HttpsRedirect(RunningServer secure, Engine clear, String from) {
    super(secure, "redirect", from + " (308 to https)");
    this.clear = clear;
  }

  /**
   * Opens the second port beside a running server; stops that if it can not.
   *
   * @param secure serves TLS
   * @param settings of the first port
   * @param port of the second
   * @param observers hear of both, and end with the first
   * @return both
   * @throws IOException with one line for people
   */
  static RunningServer start(
      Running secure, EngineConfig.Builder settings, int port, Observers observers)
      throws IOException {
    try {
      URI target =
          secure.uris().stream().filter(uri -> uri.getHost() != null).findFirst().orElseThrow();
      Engine clear =
          Engine.start(
              settings.port(port).workers(1).tls(null).build(),
              to(target.getPort()),
              observers.loops());
      secure.beside(clear);
      return new HttpsRedirect(secure, clear, "http://" + target.getHost() + ":" + port);
    } catch (IOException | RuntimeException failure) {
      secure.stop();
      throw failure;
    }
  }

  private static ExchangeHandler to(int port) {
    return exchange -> {
      String host = host(exchange.authority());
      if (host.isEmpty()) {
        // HTTP/1.0 without Host: there is no place to send it to.
        exchange.respond(Status.BAD_REQUEST, Headers.empty(), NONE, 0, 0);
      } else {
        String location = location(host, port, exchange);
        exchange.respond(Status.PERMANENT_REDIRECT, Headers.of("Location", location), NONE, 0, 0);
      }
      return Serving.DONE;
    };
  }

  private static String location(String host, int port, Exchange exchange) {
    String path = exchange.rawPath();
    String query = exchange.rawQuery();
    return "https://"
        + host
        + (port == HTTPS ? "" : ":" + port)
        + (path.startsWith("/") ? path : "/")
        + (query == null ? "" : "?" + query);
  }

  /** The authority without its port; the colons of an IPv6 address stand in brackets. */
  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  @Override
  public void stop() {
    clear.stop();
    first().stop();
  }
}

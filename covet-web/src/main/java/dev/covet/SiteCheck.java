package dev.covet;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says about the page that sends a request: Fetch Metadata, else Origin. Scripts can
 * set neither.
 */
final class SiteCheck {
  /** From where a request comes. */
  enum Source {
    /** A page of this origin or of a trusted one, or the user. */
    OWN,
    /** Any other page. */
    OTHER,
    /** Nothing is said: an old browser, or none. */
    UNKNOWN
  }

  private final Origins trusted;

  SiteCheck(Origins trusted) {
    this.trusted = trusted;
  }

  Source source(Request request) {
    String origin = request.headerOrNull("Origin");
    String site = request.headerOrNull("Sec-Fetch-Site");
    if (site != null) {
      boolean own = site.equals("same-origin") || site.equals("none");
      return own || isTrusted(origin) ? Source.OWN : Source.OTHER;
    }
    if (origin == null) {
      return Source.UNKNOWN;
    }
    return isTrusted(origin) || isSame(origin, request) ? Source.OWN : Source.OTHER;
  }

  private boolean isTrusted(@Nullable String origin) {
    return origin != null && trusted.contain(origin);
  }

  /**
   * Whether the origin is that of the request. The scheme counts only where we know that it is
   * https: a proxy that ends TLS may not tell.
   */
  private static boolean isSame(String origin, Request request) {
    int end = origin.indexOf("://");
    if (end < 0) {
      return false;
    }
    String scheme = origin.substring(0, end);
    if (request.scheme().equals("https") && !scheme.equals("https")) {
      return false;
    }
    String standard = scheme.equals("https") ? ":443" : ":80";
    String host = request.host().toLowerCase(Locale.ROOT);
    String bare =
        host.endsWith(standard) ? host.substring(0, host.length() - standard.length()) : host;
    return !bare.isEmpty() && bare.equals(origin.substring(end + 3));
  }
}

package dev.covet;

import dev.covet.http.Headers;

/**
 * The fields that answers get unless they have their own. Only what can break nothing but an
 * attack: an API notices none of them, and what is about documents stands on documents alone.
 */
final class DefaultHeaders {
  /** A browser must not take an answer for something more dangerous than it says it is. */
  private static final Headers NO_SNIFFING = Headers.of("X-Content-Type-Options", "nosniff");

  /**
   * Other sites can not frame a page to steal clicks, do not see its path and query in Referer, and
   * have no handle on its window. Its own pop-ups keep theirs, because logins at other sites need
   * it.
   */
  private static final Headers PAGE =
      Headers.of(
          "X-Frame-Options",
          "SAMEORIGIN",
          "Referrer-Policy",
          "strict-origin-when-cross-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin-allow-popups");

  private DefaultHeaders() {}

  static Headers all(Config config) {
    Headers fields = config.securityHeaders() ? NO_SNIFFING : Headers.empty();
    return config.hsts().isZero()
        ? fields
        : fields.with("Strict-Transport-Security", strictTransport(config));
  }

  static Headers page(Config config) {
    return config.securityHeaders() ? PAGE : Headers.empty();
  }

  /** RFC 6797; browsers ignore it where they do not trust the certificate. */
  private static String strictTransport(Config config) {
    return "max-age="
        + config.hsts().toSeconds()
        + (config.hstsSubdomains() ? "; includeSubDomains" : "");
  }
}

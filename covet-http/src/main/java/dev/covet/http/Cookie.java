package dev.covet.http;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cookie to set (RFC 6265bis, section 4.1). Immutable; {@link #of} gives the safe defaults {@code
 * Path=/; HttpOnly; SameSite=Lax}, the other methods change one property each. Set {@link
 * #secure(boolean)} wherever the site is served over TLS.
 *
 * @param name a token
 * @param value characters that need no quoting: visible ASCII without {@code " , ; \}
 * @param path the path for which the cookie is sent, or null for the default of the user agent
 * @param domain the domain to which it is sent with all subdomains, or null for the host alone
 * @param maxAge how long it lives, zero removes it, or null for the session
 * @param secure whether it is only sent over TLS
 * @param httpOnly whether scripts can not read it
 * @param sameSite whether it is sent with requests that other sites start
 * @param partitioned whether it is kept apart for each top-level site (CHIPS)
 */
public record Cookie(
    String name,
    String value,
    @Nullable String path,
    @Nullable String domain,
    @Nullable Duration maxAge,
    boolean secure,
    boolean httpOnly,
    SameSite sameSite,
    boolean partitioned) {

  /** When a cookie goes with requests that other sites start. */
  public enum SameSite {
    /** Never. */
    STRICT,
    /** Only with top-level navigation by a safe method. */
    LAX,
    /** Always; demands {@code Secure}. */
    NONE
  }

  /**
   * User agents ignore a cookie whose name and value together are longer (RFC 6265bis, section
   * 5.7).
   */
  private static final int MOST_BYTES = 4096;

  /**
   * Checks the rules that a user agent would silently enforce by dropping the cookie.
   *
   * @throws IllegalArgumentException if name, value, path or domain hold a forbidden character, if
   *     name and value are longer than 4,096 bytes, or if a {@code __Host-}, {@code __Secure-},
   *     {@code SameSite=None} or partitioned cookie lacks what it demands
   */
  public Cookie {
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException("not a cookie name: '" + name + "'");
    }
    checkValue(name, value);
    checkAttribute(name, "path", path);
    checkAttribute(name, "domain", domain);
    if (path != null && !path.startsWith("/")) {
      throw new IllegalArgumentException("the path of cookie '" + name + "' must begin with /");
    }
    if (maxAge != null && maxAge.isNegative()) {
      throw new IllegalArgumentException("the age of cookie '" + name + "' must not be negative");
    }
    String prefix = name.toLowerCase(Locale.ROOT);
    boolean host = prefix.startsWith("__host-");
    boolean mustBeSecure =
        host || prefix.startsWith("__secure-") || sameSite == SameSite.NONE || partitioned;
    if (mustBeSecure && !secure) {
      throw new IllegalArgumentException("cookie '" + name + "' must be secure");
    }
    if (host && (domain != null || !"/".equals(path))) {
      throw new IllegalArgumentException(
          "cookie '" + name + "' must have the path / and no domain, as its prefix says");
    }
  }

  private static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') {
        throw new IllegalArgumentException(
            "cookie '%s' may not hold the character U+%04X at index %d; encode the value first"
                .formatted(name, (int) c, i));
      }
    }
    if (name.length() + value.length() > MOST_BYTES) {
      throw new IllegalArgumentException("cookie '" + name + "' is longer than 4096 bytes");
    }
  }

  private static void checkAttribute(String name, String attribute, @Nullable String value) {
    if (value != null && !value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';')) {
      throw new IllegalArgumentException(
          "the " + attribute + " of cookie '" + name + "' holds a forbidden character");
    }
  }

  /**
   * A cookie for this host, all paths and the session, hidden from scripts and other sites.
   *
   * @param name a token
   * @param value characters that need no quoting
   * @return the cookie
   * @throws IllegalArgumentException if name or value hold a forbidden character
   */
  public static Cookie of(String name, String value) {
    return new Cookie(name, value, "/", null, null, false, true, SameSite.LAX, false);
  }

  /**
   * A cookie that makes the user agent forget the one of this name, host and path {@code /}.
   *
   * @param name a token
   * @return the cookie
   */
  public static Cookie expired(String name) {
    boolean prefixed = name.regionMatches(true, 0, "__", 0, 2);
    return new Cookie(name, "", "/", null, Duration.ZERO, prefixed, true, SameSite.LAX, false);
  }

  /**
   * {@return the cookie with another path}
   *
   * @param path begins with a slash
   */
  public Cookie path(String path) {
    return new Cookie(name, value, path, domain, maxAge, secure, httpOnly, sameSite, partitioned);
  }

  /**
   * {@return the cookie for a domain and its subdomains}
   *
   * @param domain a registrable domain of this host
   */
  public Cookie domain(String domain) {
    return new Cookie(name, value, path, domain, maxAge, secure, httpOnly, sameSite, partitioned);
  }

  /**
   * {@return the cookie with a lifetime}
   *
   * @param maxAge whole seconds count; zero removes the cookie
   */
  public Cookie maxAge(Duration maxAge) {
    return new Cookie(name, value, path, domain, maxAge, secure, httpOnly, sameSite, partitioned);
  }

  /**
   * {@return the cookie with or without {@code Secure}}
   *
   * @param secure true to send it over TLS alone
   */
  public Cookie secure(boolean secure) {
    return new Cookie(name, value, path, domain, maxAge, secure, httpOnly, sameSite, partitioned);
  }

  /**
   * {@return the cookie with or without {@code HttpOnly}}
   *
   * @param httpOnly false to let scripts read it
   */
  public Cookie httpOnly(boolean httpOnly) {
    return new Cookie(name, value, path, domain, maxAge, secure, httpOnly, sameSite, partitioned);
  }

  /**
   * {@return the cookie with another rule for requests of other sites}
   *
   * @param sameSite the rule
   */
  public Cookie sameSite(SameSite sameSite) {
    return new Cookie(name, value, path, domain, maxAge, secure, httpOnly, sameSite, partitioned);
  }

  /**
   * {@return the cookie with or without {@code Partitioned}}
   *
   * @param partitioned true to keep it apart for each top-level site
   */
  public Cookie partitioned(boolean partitioned) {
    return new Cookie(name, value, path, domain, maxAge, secure, httpOnly, sameSite, partitioned);
  }

  /** {@return the value of a Set-Cookie field} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(64).append(name).append('=').append(value);
    if (path != null) {
      text.append("; Path=").append(path);
    }
    if (domain != null) {
      text.append("; Domain=").append(domain);
    }
    if (maxAge != null) {
      text.append("; Max-Age=").append(maxAge.toSeconds());
    }
    if (secure) {
      text.append("; Secure");
    }
    if (httpOnly) {
      text.append("; HttpOnly");
    }
    text.append("; SameSite=").append(sameSite.name().charAt(0));
    text.append(sameSite.name().substring(1).toLowerCase(Locale.ROOT));
    if (partitioned) {
      text.append("; Partitioned");
    }
    return text.toString();
  }
}

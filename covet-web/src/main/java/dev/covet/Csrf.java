package dev.covet;

import dev.covet.http.Cookie;
import dev.covet.http.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Middleware that keeps pages of other sites from changing something in the name of a visitor,
 * whose browser adds cookies to whatever it sends (cross-site request forgery). For methods that
 * are not safe only; a GET must change nothing. Immutable and safe for any thread.
 *
 * <p>Browsers say where a request comes from, by {@code Sec-Fetch-Site} or {@code Origin}: requests
 * of other origins are refused with 403, of the same site too. Where neither is there, a request
 * without cookies, Basic or Digest login and certificate is served, because it acts in nobody's
 * name; any other needs the token of a page ({@link #token}), as the field {@value #HEADER} or as
 * the form parameter {@value #PARAMETER}. A client that is no browser may send {@code Origin}
 * instead.
 *
 * <p>Where several hold, the one of the nearest group counts alone.
 *
 * <pre>{@code
 * app.use(Csrf.protection().exempt("/webhooks/{name}"));
 * }</pre>
 */
public final class Csrf implements Middleware {
  /** The request field that carries a token. */
  public static final String HEADER = "X-CSRF-Token";

  /** The form parameter that carries a token. */
  public static final String PARAMETER = "_csrf";

  /** Whom tokens belong to: the id of a session. Nobody in particular if it is not set. */
  static final Key<String> OWNER = Key.of("csrf-owner");

  /** Logins that browsers remember and add by themselves. */
  private static final Set<String> BY_BROWSER = Set.of("basic", "digest", "negotiate", "ntlm");

  private static final int SHORTEST_KEY = 32;
  private static final Key<Given> GIVEN = Key.of("csrf-token");

  /** What pages of an answer were given. */
  private static final class Given {
    final byte[] value;
    final boolean fresh;

    Given(byte[] value, boolean fresh) {
      this.value = value;
      this.fresh = fresh;
    }
  }

  private final SiteCheck sites;
  private final Set<String> exempt;
  private final CsrfTokens tokens;

  private Csrf(SiteCheck sites, Set<String> exempt, CsrfTokens tokens) {
    this.sites = sites;
    this.exempt = exempt;
    this.tokens = tokens;
  }

  /** {@return protection without exemptions, with a key that lives as long as this process} */
  public static Csrf protection() {
    return new Csrf(
        new SiteCheck(Origins.of(List.of())),
        Set.of(),
        new CsrfTokens(CsrfTokens.random(SHORTEST_KEY)));
  }

  static @Nullable Csrf of(Config config) {
    if (!config.csrfEnabled()) {
      return null;
    }
    Csrf csrf = protection().trusting(config.csrfOrigins().toArray(String[]::new));
    return config.csrfKey().isEmpty() ? csrf : csrf.key(config.csrfKey());
  }

  /**
   * {@return this protection, with origins whose pages may do what its own may}
   *
   * @param origins {@code https://app.example}, {@code https://*.app.example}; in place of those
   *     before
   * @throws IllegalArgumentException if one is no origin, or {@code *}
   */
  public Csrf trusting(String... origins) {
    Origins trusted = Origins.of(List.of(origins));
    if (trusted.any()) {
      throw new IllegalArgumentException("to trust every origin, leave the protection out");
    }
    return new Csrf(new SiteCheck(trusted), exempt, tokens);
  }

  /**
   * {@return this protection, without some routes} For what other servers call and what proves by
   * itself who calls, by a signature say.
   *
   * @param patterns whole patterns of routes, with the prefixes of their groups; in place of those
   *     before. One that no route has stops the start
   */
  public Csrf exempt(String... patterns) {
    return new Csrf(sites, Set.of(patterns), tokens);
  }

  /**
   * {@return this protection, with tokens that count in every process of this key} For applications
   * that run several times.
   *
   * @param secret at least 32 characters, random
   * @throws IllegalArgumentException if it is shorter
   */
  public Csrf key(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < SHORTEST_KEY) {
      throw new IllegalArgumentException("a key must have at least 32 characters, random ones");
    }
    return new Csrf(sites, exempt, new CsrfTokens(bytes));
  }

  /**
   * The token for a page that answers a request: for a hidden parameter of each of its forms, or a
   * {@code <meta>} element that its scripts read. The answer gets the cookie that belongs to it.
   *
   * @param request the request
   * @return letters, digits and {@code - _}, other ones for each call
   * @throws IllegalStateException if no such protection stands around the route
   */
  public static String token(Request request) {
    Given given = request.attributeOrNull(GIVEN);
    if (given == null) {
      given = around(request).give(request);
      request.set(GIVEN, given);
    }
    return CsrfTokens.masked(given.value);
  }

  private static Csrf around(Request request) {
    for (Middleware each : request.route().middleware()) {
      if (each instanceof Csrf csrf) {
        return csrf;
      }
    }
    throw new IllegalStateException(
        "no Csrf stands around " + request + ": app.use(Csrf.protection()), or csrf-enabled=true");
  }

  private Given give(Request request) {
    byte[] known = known(request);
    return known == null
        ? new Given(CsrfTokens.random(CsrfTokens.BYTES), true)
        : new Given(known, false);
  }

  @Override
  public Response<?> handle(Request request, Next next) {
    if (!request.method().isSafe()) {
      check(request);
    }
    Response<?> response = next.handle(request);
    Given given = request.attributeOrNull(GIVEN);
    if (given == null) {
      return response;
    }
    Response<?> own = response.addHeader("Vary", "Cookie");
    return given.fresh ? own.cookie(cookie(request, given.value)) : own;
  }

  private void check(Request request) {
    switch (sites.source(request)) {
      case OWN -> {}
      case OTHER -> throw Failure.CROSS_SITE.because("pages of other sites may not do this here");
      case UNKNOWN -> {
        if (actsForSomebody(request) && !hasToken(request)) {
          throw Failure.CROSS_SITE.because(
              "it is not known which page sends this: Origin, Sec-Fetch-Site and a valid "
                  + HEADER
                  + " are missing");
        }
      }
    }
  }

  /** Whether it carries something that a browser adds by itself. */
  private static boolean actsForSomebody(Request request) {
    String login = request.headerOrNull("Authorization");
    return request.headerOrNull("Cookie") != null
        || login != null && BY_BROWSER.contains(scheme(login))
        || request.clientCertificate().isPresent();
  }

  private static String scheme(String login) {
    int space = login.indexOf(' ');
    return (space < 0 ? login : login.substring(0, space)).toLowerCase(Locale.ROOT);
  }

  private boolean hasToken(Request request) {
    byte[] known = known(request);
    if (known == null) {
      return false;
    }
    String token = request.headerOrNull(HEADER);
    if (token == null && isForm(request)) {
      token = request.form(PARAMETER).or("");
    }
    return token != null && CsrfTokens.matches(token, known);
  }

  private static boolean isForm(Request request) {
    return request.body().type().filter(MediaType.FORM::sameEssence).isPresent();
  }

  /** The value of the visitor's cookie, or null if there is none of ours. */
  private byte @Nullable [] known(Request request) {
    for (String cookie : ParamSource.COOKIE.all(request, cookieName(request))) {
      byte[] value = tokens.verified(cookie, owner(request));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private Cookie cookie(Request request, byte[] value) {
    String signed = tokens.signed(value, owner(request));
    boolean secure = isSecure(request);
    return new Cookie(
        cookieName(request), signed, "/", null, null, secure, true, Cookie.SameSite.LAX, false);
  }

  private static String owner(Request request) {
    String owner = request.attributeOrNull(OWNER);
    return owner == null ? "" : owner;
  }

  private static String cookieName(Request request) {
    return isSecure(request) ? "__Host-csrf" : "csrf";
  }

  private static boolean isSecure(Request request) {
    return request.scheme().equals("https");
  }

  boolean exempts(String pattern) {
    return exempt.contains(pattern);
  }

  /** Throws if something is exempt that does not exist. */
  void checkExempt(Collection<String> patterns) {
    for (String each : exempt) {
      if (!patterns.contains(each)) {
        throw new IllegalStateException(
            "Csrf.exempt(\""
                + each
                + "\"): no route has this pattern; there are "
                + new TreeSet<>(patterns));
      }
    }
  }
}

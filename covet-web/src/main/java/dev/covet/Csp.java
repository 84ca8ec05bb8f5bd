package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.Status;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Middleware that sets {@code Content-Security-Policy} (CSP Level 3): from where a page may load
 * scripts, styles and the rest, and who may frame it. An answer that has the field already keeps
 * it, so of several policies the nearest to the route counts. Immutable and safe for any thread.
 *
 * <pre>{@code
 * app.use(Csp.strict().with("img-src", Csp.SELF, "https://cdn.example"));
 * app.get("/", req -> Response.html("<script nonce=\"" + Csp.nonce(req) + "\">…</script>"));
 * }</pre>
 */
public final class Csp implements Middleware {
  /** The page's own origin. */
  public static final String SELF = "'self'";

  /** Nothing; stands alone. */
  public static final String NONE = "'none'";

  /** What carries the nonce of the answer; nothing if the handler has not asked for it. */
  public static final String NONCE = "'nonce'";

  private static final String FIELD = "Content-Security-Policy";
  private static final String REPORT = "Content-Security-Policy-Report-Only";
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Key<String> GIVEN = Key.of("csp-nonce");

  private final Map<String, List<String>> directives;
  private final boolean reportOnly;
  private final String plain;
  private final HeaderMemo memo = new HeaderMemo(own -> added(own, plain()));

  private Csp(Map<String, List<String>> directives, boolean reportOnly) {
    this.directives = directives;
    this.reportOnly = reportOnly;
    this.plain = text("");
  }

  /**
   * {@return everything from the page's own origin, scripts and styles also by nonce; no plug-ins,
   * no {@code <base>}, frames and forms of the own origin only}
   */
  public static Csp strict() {
    return none()
        .with("default-src", SELF)
        .with("script-src", SELF, NONCE)
        .with("style-src", SELF, NONCE)
        .with("object-src", NONE)
        .with("base-uri", NONE)
        .with("form-action", SELF)
        .with("frame-ancestors", SELF);
  }

  /** {@return a policy without directives, which allows everything} */
  public static Csp none() {
    return new Csp(Map.of(), false);
  }

  /**
   * {@return this policy with a directive in place of the one of the same name}
   *
   * @param directive its name, for example {@code img-src}
   * @param sources its values; none for a directive that has none
   * @throws IllegalArgumentException if a name or source is malformed, or a keyword stands without
   *     its quotes
   */
  public Csp with(String directive, String... sources) {
    CspSyntax.check(directive, List.of(sources));
    Map<String, List<String>> changed = new LinkedHashMap<>(directives);
    changed.put(directive, List.of(sources));
    return new Csp(changed, reportOnly);
  }

  /**
   * {@return this policy without a directive}
   *
   * @param directive its name
   */
  public Csp without(String directive) {
    Map<String, List<String>> changed = new LinkedHashMap<>(directives);
    changed.remove(directive);
    return new Csp(changed, reportOnly);
  }

  /** {@return the policy as one that browsers only report about, to try it out} */
  public Csp reportOnly() {
    return new Csp(directives, true);
  }

  /**
   * The nonce of the answer to a request, for the attribute {@code nonce} of its scripts and
   * styles: 128 random bits, made when it is first asked for. Such a page must not be kept in a
   * shared cache.
   *
   * @param request the request
   * @return letters, digits and {@code - _}
   */
  public static String nonce(Request request) {
    String given = request.attributeOrNull(GIVEN);
    if (given != null) {
      return given;
    }
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    request.set(GIVEN, nonce);
    return nonce;
  }

  @Override
  public Response<?> handle(Request request, Next next) {
    Response<?> response = next.handle(request);
    // A cached page keeps the nonce that it came with; 304 would put another one in its place.
    if (directives.isEmpty() || response.status() == Status.NOT_MODIFIED) {
      return response;
    }
    String nonce = request.attributeOrNull(GIVEN);
    Headers own = response.headers();
    return response.withHeaders(
        nonce == null ? memo.of(own) : added(own, text("'nonce-" + nonce + "'")));
  }

  private String plain() {
    return plain;
  }

  private Headers added(Headers own, String policy) {
    String name = reportOnly ? REPORT : FIELD;
    return own.contains(name) ? own : own.add(name, policy);
  }

  private String text(String nonce) {
    return directives.entrySet().stream()
        .map(e -> e.getKey() + sources(e.getValue(), nonce))
        .collect(Collectors.joining("; "));
  }

  private static String sources(List<String> sources, String nonce) {
    List<String> written =
        sources.stream().map(s -> s.equals(NONCE) ? nonce : s).filter(s -> !s.isEmpty()).toList();
    if (written.isEmpty() && !sources.isEmpty()) {
      return " " + NONE; // only the nonce, and there is none
    }
    return written.stream().map(s -> " " + s).collect(Collectors.joining());
  }

  /** {@return the policy as it is sent without a nonce} */
  @Override
  public String toString() {
    return plain;
  }
}

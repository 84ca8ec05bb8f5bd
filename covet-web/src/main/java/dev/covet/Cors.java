package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.Method;
import dev.covet.http.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Middleware that lets pages of other origins call this application from a browser (CORS, Fetch
 * section 3.2). It stands outside all other middleware, wherever it is declared, so that preflights
 * need no login and refusals can be read; where several hold, the one of the nearest group counts
 * alone. Immutable and safe for any thread.
 *
 * <p>Preflights are answered here. A request from an origin that is not allowed is served, without
 * the fields that would let its page read the answer; what it may change is {@link Csrf}'s concern.
 *
 * <pre>{@code
 * app.group("/api", api -> api.use(Cors.builder().origins("https://app.example").build()));
 * }</pre>
 */
public final class Cors implements Middleware {
  private static final String ORIGIN = "Origin";
  private static final String ASKED_METHOD = "Access-Control-Request-Method";
  private static final String ASKED_HEADERS = "Access-Control-Request-Headers";
  private static final String ASKED_NETWORK = "Access-Control-Request-Private-Network";
  private static final String ALLOWED_ORIGIN = "Access-Control-Allow-Origin";
  private static final String PREFLIGHT_VARY =
      String.join(", ", ORIGIN, ASKED_METHOD, ASKED_HEADERS, ASKED_NETWORK);

  private final CorsRules rules;
  private final String methods;

  /** For answers whose fields do not name an origin. */
  private final HeaderMemo unnamed;

  /** For answers to the origins that are known by name. */
  private final Map<String, HeaderMemo> named = new HashMap<>();

  private Cors(CorsRules rules) {
    this.rules = rules;
    this.methods = String.join(", ", new TreeSet<>(rules.methods()));
    this.unnamed = new HeaderMemo(own -> opened(own, rules.origins().any() ? "*" : null));
    for (String origin : rules.origins().exact()) {
      named.put(origin, new HeaderMemo(own -> opened(own, origin)));
    }
  }

  /**
   * {@return access for pages of some origins, without cookies, by the usual methods}
   *
   * @param origins as for {@link Builder#origins}
   */
  public static Cors of(String... origins) {
    return builder().origins(origins).build();
  }

  /** {@return collects rules} */
  public static Builder builder() {
    return new Builder();
  }

  static @Nullable Cors of(Config config) {
    return config.corsEnabled() ? new Cors(config.corsRules()) : null;
  }

  @Override
  public Response<?> handle(Request request, Next next) {
    String origin = request.headerOrNull(ORIGIN);
    if (origin != null && request.method() == Method.OPTIONS) {
      String asked = request.headerOrNull(ASKED_METHOD);
      if (asked != null) {
        return preflight(request, origin, asked);
      }
    }
    return opened(request, next.handle(request));
  }

  /** An answer that the page which asked for it may read, if it may. */
  Response<?> opened(Request request, Response<?> response) {
    String origin = request.headerOrNull(ORIGIN);
    Headers own = response.headers();
    if (origin == null || rules.origins().any() || !rules.origins().contain(origin)) {
      return response.withHeaders(unnamed.of(own));
    }
    HeaderMemo memo = named.get(origin);
    return response.withHeaders(memo == null ? opened(own, origin) : memo.of(own));
  }

  /** The fields of an answer, for pages of an origin; null for those of none. */
  private Headers opened(Headers own, @Nullable String origin) {
    Headers fields = rules.origins().any() ? own : varying(own);
    if (origin == null || own.contains(ALLOWED_ORIGIN)) {
      return fields;
    }
    fields = fields.add(ALLOWED_ORIGIN, origin);
    if (rules.credentials()) {
      fields = fields.add("Access-Control-Allow-Credentials", "true");
    }
    return rules.exposed().isEmpty()
        ? fields
        : fields.add("Access-Control-Expose-Headers", String.join(", ", rules.exposed()));
  }

  /** A cache must not give an answer for one origin to another. */
  private static Headers varying(Headers own) {
    for (String line : own.all("Vary")) {
      for (String name : line.split(",", -1)) {
        if (name.strip().equals("*") || name.strip().equalsIgnoreCase(ORIGIN)) {
          return own;
        }
      }
    }
    return own.add("Vary", ORIGIN);
  }

  private Response<?> preflight(Request request, String origin, String method) {
    String headers = Objects.requireNonNullElse(request.headerOrNull(ASKED_HEADERS), "");
    boolean network = "true".equals(request.headerOrNull(ASKED_NETWORK));
    if (!rules.origins().contain(origin)) {
      throw refused("pages of this origin may not call this");
    }
    if (!rules.methods().contains(method)) {
      throw refused("pages of other origins may use " + methods);
    }
    if (!rules.allowHeaders(headers)) {
      throw refused("pages of other origins may not set all of these header fields");
    }
    if (network && !rules.privateNetwork()) {
      throw refused("pages of the internet may not call this private network");
    }
    Response<?> answer =
        Response.of(Status.NO_CONTENT)
            .header("Vary", PREFLIGHT_VARY)
            .header(ALLOWED_ORIGIN, rules.origins().any() ? "*" : origin)
            .header("Access-Control-Allow-Methods", methods)
            .header("Access-Control-Max-Age", Long.toString(rules.maxAge().toSeconds()));
    if (!headers.isBlank()) {
      answer = answer.header("Access-Control-Allow-Headers", headers);
    }
    if (rules.credentials()) {
      answer = answer.header("Access-Control-Allow-Credentials", "true");
    }
    return network ? answer.header("Access-Control-Allow-Private-Network", "true") : answer;
  }

  private static HttpException refused(String why) {
    return Failure.CORS_REFUSED.because(why).header("Vary", PREFLIGHT_VARY);
  }

  /** Collects rules; all but the origins have defaults. Not safe for several threads. */
  public static final class Builder {
    private List<String> origins = List.of();
    private List<String> methods = CorsRules.METHODS;
    private List<String> headers = CorsRules.HEADERS;
    private List<String> exposed = List.of();
    private boolean credentials;
    private Duration maxAge = CorsRules.MAX_AGE;
    private boolean privateNetwork;

    private Builder() {}

    /**
     * Sets whose pages may call.
     *
     * @param values {@code https://app.example}, {@code https://*.app.example} for all names below
     *     it, or {@code *} for anybody's
     * @return this
     */
    public Builder origins(String... values) {
      origins = List.of(values);
      return this;
    }

    /**
     * Sets the methods they may use, in place of all that are common.
     *
     * @param values names of methods
     * @return this
     */
    public Builder methods(String... values) {
      methods = List.of(values);
      return this;
    }

    /**
     * Sets the request fields they may set, in place of {@code Content-Type} and {@code
     * Authorization}.
     *
     * @param values names of fields; {@code *} for all
     * @return this
     */
    public Builder headers(String... values) {
      headers = List.of(values);
      return this;
    }

    /**
     * Sets the response fields that their scripts may read, besides those that they always may.
     *
     * @param values names of fields
     * @return this
     */
    public Builder exposedHeaders(String... values) {
      exposed = List.of(values);
      return this;
    }

    /**
     * Lets cookies and other credentials go with their requests.
     *
     * @param value true to do so
     * @return this
     */
    public Builder credentials(boolean value) {
      credentials = value;
      return this;
    }

    /**
     * Sets how long browsers may remember the answer to a preflight, in place of 10 minutes.
     *
     * @param value whole seconds count
     * @return this
     */
    public Builder maxAge(Duration value) {
      maxAge = value;
      return this;
    }

    /**
     * Lets pages of the internet call a server that stands in a private network.
     *
     * @param value true to do so
     * @return this
     */
    public Builder privateNetwork(boolean value) {
      privateNetwork = value;
      return this;
    }

    /**
     * {@return the middleware}
     *
     * @throws IllegalArgumentException if there are no origins, any origin with credentials, or a
     *     value is malformed
     */
    public Cors build() {
      try {
        return new Cors(
            new CorsRules(
                Origins.of(origins),
                new HashSet<>(methods),
                new HashSet<>(headers),
                exposed,
                credentials,
                maxAge,
                privateNetwork));
      } catch (IllegalArgumentException e) {
        String why = String.valueOf(e.getMessage());
        throw new IllegalArgumentException(
            why.startsWith("holds") ? "the list of origins " + why : why, e);
      }
    }
  }
}

package dev.covet.jwt;

import dev.covet.AuthenticationException;
import dev.covet.Authenticator;
import dev.covet.Principal;
import dev.covet.Request;
import dev.covet.SecurityScheme;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients in by signed tokens (RFC 7519) that they send as {@code Authorization: Bearer …}:
 *
 * <pre>{@code
 * app.authenticate(
 *     JwtAuthentication.of(
 *         JwtKeys.published("https://id.example/jwks.json"), "https://id.example", "orders"));
 * }</pre>
 *
 * A token must be signed by a key of the issuer with the algorithm of this key, name the issuer
 * ({@code iss}) and this application ({@code aud}), and be good now ({@code exp}, {@code nbf}).
 * What brings its own key, is encrypted, compressed or nested is refused (RFC 8725). Scopes are
 * read from {@code scope} or {@code scp}, roles from {@code roles}. Immutable; safe for any thread.
 */
public final class JwtAuthentication implements Authenticator {
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt");
  private static final Duration SKEW_MOST = Duration.ofSeconds(60);

  private final String name;
  private final CheckedTokens tokens;
  private final ClaimRules rules;
  private final ClaimReading reading;

  private JwtAuthentication(
      String name, CheckedTokens tokens, ClaimRules rules, ClaimReading reading) {
    this.name = name;
    this.tokens = tokens;
    this.rules = rules;
    this.reading = reading;
  }

  /**
   * {@return tokens of an issuer for an audience}
   *
   * @param keys of the issuer and of nobody else
   * @param issuer what {@code iss} must be, letter by letter
   * @param audience what must be in {@code aud}: the name of this application at the issuer
   * @throws IllegalArgumentException if issuer or audience are blank
   */
  public static JwtAuthentication of(JwtKeys keys, String issuer, String audience) {
    if (issuer.isBlank() || audience.isBlank()) {
      throw new IllegalArgumentException(
          "issuer and audience are needed: without, tokens for others would be taken");
    }
    return new JwtAuthentication(
        "jwt",
        new CheckedTokens(new TokenCheck(keys, 8 * 1024, TYPES, false), 1000),
        new ClaimRules(issuer, audience, Duration.ofSeconds(30), true, InstantSource.system()),
        new ClaimReading("sub", List.of("roles")));
  }

  /**
   * {@return this with another name in documents and audit events}
   *
   * @param other {@code jwt} if not set
   */
  public JwtAuthentication named(String other) {
    return new JwtAuthentication(other, tokens, rules, reading);
  }

  /**
   * {@return this with another difference that the clocks of issuer and server may have}
   *
   * @param skew at most 60 seconds; 30 if not set
   * @throws IllegalArgumentException if it is negative or more
   */
  public JwtAuthentication skew(Duration skew) {
    if (skew.isNegative() || skew.compareTo(SKEW_MOST) > 0) {
      throw new IllegalArgumentException("skew: 0 to 60 seconds, not " + skew);
    }
    return with(
        new ClaimRules(rules.issuer(), rules.audience(), skew, rules.notBefore(), rules.clock()));
  }

  /** {@return this, taking tokens without {@code nbf}, too: many issuers leave it out} */
  public JwtAuthentication withoutNotBefore() {
    return with(
        new ClaimRules(rules.issuer(), rules.audience(), rules.skew(), false, rules.clock()));
  }

  /**
   * {@return this, taking only tokens of one type}
   *
   * @param type what {@code typ} must be, as {@code at+jwt} for access tokens of RFC 9068; if not
   *     set, it may be {@code JWT}, {@code at+jwt} or missing
   */
  public JwtAuthentication type(String type) {
    TokenCheck now = tokens.check();
    Set<String> only = Set.of(TypeNames.shortened(type));
    return with(tokens.with(new TokenCheck(now.keys(), now.most(), only, true)));
  }

  /**
   * {@return this with another limit}
   *
   * @param characters of a token, 256 to 65,536; 8,192 if not set
   * @throws IllegalArgumentException if it is not in this range
   */
  public JwtAuthentication longest(int characters) {
    if (characters < 256 || characters > 65_536) {
      throw new IllegalArgumentException("longest: 256 to 65,536, not " + characters);
    }
    TokenCheck now = tokens.check();
    return with(tokens.with(new TokenCheck(now.keys(), characters, now.types(), now.typeNeeded())));
  }

  /**
   * {@return this, remembering another number of tokens whose signature was right} Their times are
   * still looked at with each request, and a key that is gone ends them.
   *
   * @param number of tokens with 1 KiB of claims, 0 to 1,000,000; 1,000 if not set
   * @throws IllegalArgumentException if it is not in this range
   */
  public JwtAuthentication remember(int number) {
    if (number < 0 || number > 1_000_000) {
      throw new IllegalArgumentException("remember: 0 to 1,000,000, not " + number);
    }
    return with(tokens.remember(number));
  }

  /**
   * {@return this with principals named after another claim}
   *
   * @param claim as {@code client_id}; it must be one that is never given to another; {@code sub}
   *     if not set
   */
  public JwtAuthentication nameFrom(String claim) {
    return new JwtAuthentication(name, tokens, rules, new ClaimReading(claim, reading.roles()));
  }

  /**
   * {@return this with roles from another claim: a list of texts, or a text of words}
   *
   * @param path its name; more names lead into objects, as {@code rolesFrom("realm_access",
   *     "roles")}
   */
  public JwtAuthentication rolesFrom(String... path) {
    return new JwtAuthentication(
        name, tokens, rules, new ClaimReading(reading.name(), List.of(path)));
  }

  /**
   * {@return this with another clock, for tests}
   *
   * @param clock any thread asks it
   */
  public JwtAuthentication clock(InstantSource clock) {
    return with(
        new ClaimRules(rules.issuer(), rules.audience(), rules.skew(), rules.notBefore(), clock));
  }

  private JwtAuthentication with(CheckedTokens other) {
    return new JwtAuthentication(name, other, rules, reading);
  }

  private JwtAuthentication with(ClaimRules other) {
    return new JwtAuthentication(name, tokens, other, reading);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SecurityScheme scheme() {
    return SecurityScheme.bearer("JWT");
  }

  @Override
  public String challenge(@Nullable AuthenticationException failure) {
    return failure == null
        ? "Bearer"
        : "Bearer error=\"invalid_token\", error_description=\"" + failure.detail() + "\"";
  }

  @Override
  public @Nullable Principal authenticate(Request request) throws AuthenticationException {
    String token = BearerToken.of(request);
    return token == null ? null : check(token);
  }

  /**
   * {@return who a token is about, for tokens that do not come in a header field, as the first
   * message of a WebSocket}
   *
   * @param token its text
   * @throws AuthenticationException if it is wrong
   * @throws dev.covet.HttpException 503 if the issuer's keys can not be got now
   */
  public JwtPrincipal check(String token) throws AuthenticationException {
    Map<String, Object> claims = tokens.claims(token);
    rules.check(claims);
    return reading.principal(claims);
  }
}

package dev.covet.oidc;

import dev.covet.AuthenticationException;
import dev.covet.Authenticator;
import dev.covet.Csrf;
import dev.covet.Principal;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Route;
import dev.covet.Router;
import dev.covet.SecurityScheme;
import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.spi.OutsideCall;
import dev.covet.spi.SteadyClock;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers in that have logged in at an OpenID Connect provider (authorization code flow with
 * PKCE, state and nonce: OpenID Connect Core 1.0, RFC 7636, RFC 9700). Needs sessions, declared
 * before it, and its routes:
 *
 * <pre>{@code
 * OidcLogin login = OidcLogin.of("https://id.example", "shop", secret, "https://shop.example/oidc/callback");
 * app.sessions(Sessions.inMemory());
 * app.authenticate(login);
 * login.install(app);
 * }</pre>
 *
 * <p>Who is not logged in is sent to {@code /oidc/login}, from there to the provider and back;
 * clients that want no HTML get 401. {@code POST /oidc/logout} ends the session here and at the
 * provider. The session keeps the subject, its roles and a few claims; tokens it does not keep.
 * Immutable but for what is known of the provider; safe for any thread.
 */
public final class OidcLogin implements Authenticator {
  private static final Set<String> OWN_PARAMETERS =
      Set.of(
          "response_type",
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "nonce",
          "code_challenge",
          "code_challenge_method",
          "response_mode");

  final String issuer;
  final String client;
  final @Nullable String secret;
  final URI callback;
  List<String> scopes = List.of("openid", "profile", "email");
  String path = "/oidc";
  String welcome = "/";
  @Nullable URI afterLogout;
  List<String> keep = List.of("name", "email", "preferred_username");
  List<String> roles = List.of("roles");
  Map<String, String> parameters = Map.of();
  String cookie = "__Host-session";
  Csrf csrf = Csrf.protection();
  LoginListener listener = (request, principal, tokens) -> {};
  InstantSource clock = InstantSource.system();
  InstantSource passed = SteadyClock.get();

  private OidcLogin(String issuer, String client, @Nullable String secret, URI callback) {
    this.issuer = issuer;
    this.client = client;
    this.secret = secret;
    this.callback = callback;
  }

  private OidcLogin with(Consumer<OidcLogin> change) {
    OidcLogin changed = new OidcLogin(issuer, client, secret, callback);
    changed.scopes = scopes;
    changed.path = path;
    changed.welcome = welcome;
    changed.afterLogout = afterLogout;
    changed.keep = keep;
    changed.roles = roles;
    changed.parameters = parameters;
    changed.cookie = cookie;
    changed.csrf = csrf;
    changed.listener = listener;
    changed.clock = clock;
    changed.passed = passed;
    change.accept(changed);
    return changed;
  }

  /**
   * {@return logins at a provider}
   *
   * @param issuer its name, whose {@code /.well-known/openid-configuration} tells the rest; {@code
   *     https}, or {@code http} to this machine
   * @param client what the provider calls this application
   * @param secret that only the two know
   * @param callback the URL of {@code /oidc/callback} as browsers see it and the provider knows it;
   *     {@code https}, or {@code http} to this machine
   * @throws IllegalArgumentException if one of them can not be
   */
  public static OidcLogin of(String issuer, String client, String secret, String callback) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("the secret is blank");
    }
    return checked(issuer, client, secret, callback);
  }

  /**
   * {@return logins at a provider that has given this application no secret; PKCE alone protects
   * its codes}
   *
   * @param issuer as for {@link #of}
   * @param client what the provider calls this application
   * @param callback as for {@link #of}
   * @throws IllegalArgumentException if one of them can not be
   */
  public static OidcLogin withoutSecret(String issuer, String client, String callback) {
    return checked(issuer, client, null, callback);
  }

  private static OidcLogin checked(
      String issuer, String client, @Nullable String secret, String callback) {
    URI name = OutsideCall.checked(URI.create(issuer));
    if (name.getRawQuery() != null || client.isBlank()) {
      throw new IllegalArgumentException("an issuer has no query, and a client a name");
    }
    return new OidcLogin(issuer, client, secret, OutsideCall.checked(URI.create(callback)));
  }

  /**
   * {@return the same asking for other scopes besides {@code openid}}
   *
   * @param names {@code profile} and {@code email} if not set
   */
  public OidcLogin scopes(String... names) {
    List<String> all = new java.util.ArrayList<>(List.of("openid"));
    all.addAll(List.of(names));
    return with(changed -> changed.scopes = all.stream().distinct().toList());
  }

  /**
   * {@return the same with its routes below another path}
   *
   * @param prefix as browsers see it, {@code /oidc} if not set
   * @throws IllegalArgumentException if it is no path of this site
   */
  public OidcLogin path(String prefix) {
    return with(changed -> changed.path = local(prefix));
  }

  /**
   * {@return the same with another place to go after a login where nothing else was asked, and
   * after a logout}
   *
   * @param target a path of this site, {@code /} if not set
   * @throws IllegalArgumentException if it is none
   */
  public OidcLogin welcome(String target) {
    return with(changed -> changed.welcome = local(target));
  }

  private static String local(String target) {
    if (!Response.isLocalPath(target)) {
      throw new IllegalArgumentException("not a path of this site: '" + target + "'");
    }
    return target;
  }

  /**
   * {@return the same, where the provider sends browsers back after it has ended its own session}
   * Else they stay at its page.
   *
   * @param url that the provider knows
   * @throws IllegalArgumentException if it is not {@code https}, or {@code http} to this machine
   */
  public OidcLogin afterLogout(String url) {
    return with(changed -> changed.afterLogout = OutsideCall.checked(URI.create(url)));
  }

  /**
   * {@return the same keeping other claims of the ID token in the session: {@link
   * OidcPrincipal#claim}}
   *
   * @param claims whose values are texts; {@code name}, {@code email} and {@code
   *     preferred_username} if not set
   */
  public OidcLogin keep(String... claims) {
    return with(changed -> changed.keep = List.of(claims));
  }

  /**
   * {@return the same with roles from another claim of the ID token: a list of texts}
   *
   * @param names its name; more of them lead into objects, as {@code rolesFrom("realm_access",
   *     "roles")}
   */
  public OidcLogin rolesFrom(String... names) {
    return with(changed -> changed.roles = List.of(names));
  }

  /**
   * {@return the same sending the provider one more parameter, as {@code prompt=login}}
   *
   * @param name none of those that the flow itself has
   * @param value of any letters
   * @throws IllegalArgumentException if the flow has it
   */
  public OidcLogin parameter(String name, String value) {
    if (OWN_PARAMETERS.contains(name)) {
      throw new IllegalArgumentException("the login itself sends '" + name + "'");
    }
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put(name, value);
    return with(changed -> changed.parameters = all);
  }

  /**
   * {@return the same with another name of the sessions' cookie, for documents}
   *
   * @param name with its prefix
   */
  public OidcLogin cookie(String name) {
    return with(changed -> changed.cookie = name);
  }

  /**
   * {@return the same with another protection of its logout against forged requests} To be given
   * where the application has one with a key or trusted origins, so that both have the same tokens.
   *
   * @param protection in place of {@link Csrf#protection}
   */
  public OidcLogin csrf(Csrf protection) {
    return with(changed -> changed.csrf = protection);
  }

  /**
   * {@return the same telling of logins} As to keep the tokens, or to make an account for somebody
   * who comes for the first time.
   *
   * @param other called before the browser goes on
   */
  public OidcLogin onLogin(LoginListener other) {
    return with(changed -> changed.listener = other);
  }

  /**
   * {@return the same with another clock, for tests}
   *
   * @param other any thread asks it
   */
  public OidcLogin clock(InstantSource other) {
    return clock(other, other);
  }

  /** One that may jump, for times that others read, and one that may not, for what is kept. */
  OidcLogin clock(InstantSource day, InstantSource passing) {
    return with(
        changed -> {
          changed.clock = day;
          changed.passed = passing;
        });
  }

  /**
   * Declares the routes: the way to the provider, the way back, and the way out. They are open to
   * everybody.
   *
   * @param router an application, or a group with sessions and without a prefix
   * @throws IllegalArgumentException if the group has a prefix
   */
  public void install(Router router) {
    LoginFlow flow = new LoginFlow(this);
    Route away = router.get(path + "/login", flow::begin).anonymous().hidden();
    if (!away.pattern().equals(path + "/login")) {
      throw new IllegalArgumentException(
          away
              + ": browsers are sent to "
              + path
              + "/login; install it on the application, or on a group without a prefix");
    }
    router.get(path + "/callback", flow::end).anonymous().hidden();
    router
        .post(path + "/logout", flow::logout)
        .use(csrf)
        .anonymous()
        .summary("Log out")
        .returns(Status.SEE_OTHER, Void.class);
  }

  @Override
  public String name() {
    return "oidc";
  }

  @Override
  public boolean needsSessions() {
    return true;
  }

  @Override
  public SecurityScheme scheme() {
    return SecurityScheme.cookieKey(cookie);
  }

  @Override
  public @Nullable Principal authenticate(Request request) {
    return KeptLogin.of(request.session());
  }

  @Override
  public String challenge(@Nullable AuthenticationException failure) {
    return "Cookie form-action=\"" + path + "/login\"";
  }

  @Override
  public @Nullable Response<?> refuse(Request request) {
    boolean reads = request.method().equals(Method.GET) || request.method().equals(Method.HEAD);
    boolean page =
        request.header("Accept").list().stream()
            .anyMatch(types -> types.toLowerCase(Locale.ROOT).contains("text/html"));
    if (!reads || !page) {
      return null;
    }
    String query = request.rawQuery();
    String target = request.rawPath() + (query == null ? "" : "?" + query);
    String asked =
        Response.isLocalPath(target) ? "?" + TokenRequest.urlEncoded(Map.of("next", target)) : "";
    return Response.redirect(Status.SEE_OTHER, path + "/login" + asked);
  }
}

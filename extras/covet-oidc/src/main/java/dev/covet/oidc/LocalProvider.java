package dev.covet.oidc;

import dev.covet.HttpException;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Router;
import dev.covet.http.Status;
import dev.covet.jwt.JwtAlgorithm;
import dev.covet.jwt.JwtIssuer;
import dev.covet.jwt.JwtToken;
import dev.covet.spi.OutsideCall;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect provider for development and tests: whoever comes says who it is, by a link. On
 * this machine alone: its issuer is the URL by which it is asked, and it answers for no other. It
 * knows the code flow with PKCE, discovery, keys and logout. Set up before its routes are declared;
 * safe for any thread then.
 *
 * <pre>{@code
 * LocalProvider provider = LocalProvider.create()
 *     .client("shop", "a secret", "http://127.0.0.1:8080/oidc/callback")
 *     .user("ann", Map.of("name", "Ann", "roles", List.of("admin")));
 * provider.install(app);
 * }</pre>
 */
public final class LocalProvider {
  private final JwtIssuer keys;
  private final LocalCodes codes;
  private final Map<String, LocalClient> clients = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> users = new TreeMap<>();

  private LocalProvider(InstantSource clock) {
    this.keys = JwtIssuer.create("local", JwtAlgorithm.ES256).clock(clock);
    this.codes = new LocalCodes(clock);
  }

  /** {@return a provider with a new key} */
  public static LocalProvider create() {
    return create(InstantSource.system());
  }

  /**
   * {@return a provider with a new key and another clock, for tests}
   *
   * @param clock any thread asks it
   */
  public static LocalProvider create(InstantSource clock) {
    return new LocalProvider(clock);
  }

  /**
   * Makes an application known.
   *
   * @param id its name
   * @param secret of both; null if it has none
   * @param callback where browsers are sent back
   * @return this
   */
  public LocalProvider client(String id, @Nullable String secret, String callback) {
    clients.put(id, new LocalClient(id, secret, callback));
    return this;
  }

  /**
   * Makes somebody known.
   *
   * @param name the subject
   * @param claims what the ID token says besides
   * @return this
   */
  public LocalProvider user(String name, Map<String, Object> claims) {
    users.put(name, Map.copyOf(claims));
    return this;
  }

  /**
   * Declares its routes: discovery, keys, {@code /authorize}, {@code /token}, {@code /logout}.
   *
   * @param router an application that has no other routes of these names
   */
  public void install(Router router) {
    router.get("/.well-known/openid-configuration", LocalProvider::metadata).hidden();
    router
        .get(
            "/jwks",
            request -> Response.ok(keys.published()).header("Content-Type", "application/json"))
        .hidden();
    router.get("/authorize", this::authorize).hidden();
    router.post("/token", this::token).hidden();
    router.get("/logout", this::logout).hidden();
  }

  private static String issuer(Request request) {
    String issuer = request.scheme() + "://" + request.host();
    if (!OutsideCall.isHere(URI.create(issuer))) {
      throw new HttpException(
          Status.MISDIRECTED_REQUEST,
          "A provider that lets everybody in is for this machine alone, not for " + issuer + ".");
    }
    return issuer;
  }

  private static Map<String, Object> metadata(Request request) {
    String issuer = issuer(request);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("issuer", issuer);
    all.put("authorization_endpoint", issuer + "/authorize");
    all.put("token_endpoint", issuer + "/token");
    all.put("jwks_uri", issuer + "/jwks");
    all.put("end_session_endpoint", issuer + "/logout");
    all.put("response_types_supported", List.of("code"));
    all.put("subject_types_supported", List.of("public"));
    all.put("id_token_signing_alg_values_supported", List.of("ES256"));
    all.put("code_challenge_methods_supported", List.of("S256"));
    all.put("authorization_response_iss_parameter_supported", true);
    return all;
  }

  private Response<?> authorize(Request request) {
    LocalClient client = clients.get(request.query("client_id").or(""));
    String callback = request.query("redirect_uri").or("");
    if (client == null || !client.callback().equals(callback)) {
      // Never sent to where it was not registered.
      throw new HttpException(Status.BAD_REQUEST, "unknown client_id or redirect_uri");
    }
    String user = request.query("login_hint").or("");
    if (!users.containsKey(user)) {
      return Response.html(LocalPage.html(request.rawQuery(), users.keySet()))
          .cacheControl("no-store");
    }
    Map<String, String> answer = new LinkedHashMap<>();
    if (!request.query("response_type").or("").equals("code")
        || !request.query("code_challenge_method").or("").equals("S256")) {
      answer.put("error", "invalid_request");
    } else {
      answer.put(
          "code",
          codes.add(
              new LocalCodes.Granted(
                  client.id(),
                  callback,
                  user,
                  request.query("code_challenge").or(""),
                  request.query("nonce").or(""))));
    }
    answer.put("state", request.query("state").or(""));
    answer.put("iss", issuer(request));
    return Response.redirect(
            callback + "?" + TokenRequest.urlEncoded(answer),
            Set.of(URI.create(callback).getRawAuthority()))
        .status(Status.SEE_OTHER);
  }

  private Response<Map<String, Object>> token(Request request) {
    LocalClient client = LocalClient.of(request, clients);
    if (client == null) {
      return failed(Status.UNAUTHORIZED, "invalid_client")
          .header("WWW-Authenticate", "Basic realm=\"token\"");
    }
    LocalCodes.Granted granted = codes.take(request.form("code").or(""));
    boolean right =
        granted != null
            && request.form("grant_type").or("").equals("authorization_code")
            && granted.isFor(
                client.id(),
                request.form("redirect_uri").or(""),
                request.form("code_verifier").or(""));
    if (granted == null || !right) {
      return failed(Status.BAD_REQUEST, "invalid_grant");
    }
    String issuer = issuer(request);
    JwtToken id = token(issuer, granted.user(), client.id()).claim("nonce", granted.nonce());
    users.getOrDefault(granted.user(), Map.of()).forEach(id::claim);
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("access_token", token(issuer, granted.user(), issuer).sign());
    tokens.put("token_type", "Bearer");
    tokens.put("expires_in", 300);
    tokens.put("id_token", id.sign());
    return Response.ok(tokens).cacheControl("no-store");
  }

  private JwtToken token(String issuer, String user, String audience) {
    return keys.token(user, audience).claim("iss", issuer);
  }

  private static Response<Map<String, Object>> failed(Status status, String error) {
    return Response.ok(Map.<String, Object>of("error", error)).status(status);
  }

  private Response<?> logout(Request request) {
    LocalClient client = clients.get(request.query("client_id").or(""));
    String back = request.query("post_logout_redirect_uri").or("");
    if (client == null || back.isEmpty() || !client.knows(back)) {
      return Response.ok("You are logged out.");
    }
    return Response.redirect(back, Set.of(URI.create(back).getRawAuthority()))
        .status(Status.SEE_OTHER);
  }
}

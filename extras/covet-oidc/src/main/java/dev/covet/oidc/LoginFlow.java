package dev.covet.oidc;

import dev.covet.AuditEvent;
import dev.covet.HttpException;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Session;
import dev.covet.http.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of a login: to the provider, back with a code, and out again. Safe for any thread. */
final class LoginFlow {
  /** People look for their password, but not longer. */
  private static final long MOST_MILLIS = Duration.ofMinutes(10).toMillis();

  private static final int LONGEST = 4096;

  private final OidcLogin login;
  private final Provider provider;
  private final TokenRequest tokens;
  private final IdTokenCheck idTokens;

  LoginFlow(OidcLogin login) {
    this.login = login;
    this.provider = new Provider(login.issuer, login.client, login.clock, login.passed);
    this.tokens = new TokenRequest(login.client, login.secret, login.callback);
    this.idTokens = new IdTokenCheck(login.client, login.keep, login.roles);
  }

  Response<Void> begin(Request request) {
    ProviderMetadata metadata = provider.known().metadata();
    String next = request.query("next").or("");
    PendingLogin begun =
        PendingLogin.begin(login.clock.millis(), Response.isLocalPath(next) ? next : login.welcome);
    pending(request).add(begun);
    Map<String, String> asked = new LinkedHashMap<>(login.parameters);
    asked.put("response_type", "code");
    asked.put("client_id", login.client);
    asked.put("redirect_uri", login.callback.toString());
    asked.put("scope", String.join(" ", login.scopes));
    asked.put("state", begun.state());
    asked.put("nonce", begun.nonce());
    asked.put("code_challenge", begun.challenge());
    asked.put("code_challenge_method", "S256");
    return away(metadata.authorization(), asked);
  }

  private PendingLogins pending(Request request) {
    return new PendingLogins(request.session(), login.clock.millis() - MOST_MILLIS);
  }

  private static Response<Void> away(URI to, Map<String, String> parameters) {
    String joint = to.getRawQuery() == null ? "?" : "&";
    Response<Void> response =
        Response.redirect(
            to + joint + TokenRequest.urlEncoded(parameters), Set.of(to.getRawAuthority()));
    return response.status(Status.SEE_OTHER).cacheControl("no-store");
  }

  Response<Void> end(Request request) throws Exception {
    try {
      return finished(request);
    } catch (LoginRefusedException e) {
      request.audit(AuditEvent.Kind.REFUSED, null, login.name(), e.reason());
      throw new HttpException(
          Status.BAD_REQUEST, "This login could not be finished. Please begin it again.");
    } catch (IOException e) {
      throw Provider.unavailable(e);
    }
  }

  private Response<Void> finished(Request request) throws Exception {
    // The state first: what comes without it is from somewhere else, whatever it says.
    PendingLogin begun = pending(request).take(one(request, "state"));
    if (begun == null) {
      throw new LoginRefusedException("not begun in this session, ended already or too old");
    }
    Provider.Known known = provider.known();
    checkIssuer(request, known.metadata());
    if (request.query("error").isPresent()) {
      throw new LoginRefusedException("the provider says: " + one(request, "error"));
    }
    String code = one(request, "code");
    OidcTokens given = tokens.send(known.metadata(), code, begun.verifier());
    OidcPrincipal principal = idTokens.check(known.idTokens(), given.idToken(), begun);
    Session session = request.session();
    session.login(principal.name());
    KeptLogin.keep(session, principal, login.keep);
    login.listener.loggedIn(request, principal, given);
    request.audit(AuditEvent.Kind.LOGGED_IN, principal.name(), login.name(), "");
    return Response.<Void>redirect(Status.SEE_OTHER, begun.next()).cacheControl("no-store");
  }

  /** Whether it comes from the provider that was asked, and from no other (RFC 9207). */
  private void checkIssuer(Request request, ProviderMetadata metadata)
      throws LoginRefusedException {
    boolean named = request.query("iss").isPresent();
    if (named ? !login.issuer.equals(one(request, "iss")) : metadata.namesItself()) {
      throw new LoginRefusedException("from another provider");
    }
  }

  /** A parameter that comes once. */
  private static String one(Request request, String name) throws LoginRefusedException {
    List<String> values = request.query(name).list();
    if (values.size() != 1 || values.getFirst().length() > LONGEST) {
      throw new LoginRefusedException(
          values.isEmpty() ? "no " + name : "more than one " + name + ", or a long one");
    }
    return values.getFirst();
  }

  Response<Void> logout(Request request) {
    Session session = request.session();
    OidcPrincipal who = KeptLogin.of(session);
    if (who == null) {
      return Response.redirect(Status.SEE_OTHER, login.welcome);
    }
    session.logout();
    request.audit(AuditEvent.Kind.LOGGED_OUT, who.name(), login.name(), "");
    return atProvider();
  }

  /** OpenID Connect RP-Initiated Logout 1.0, section 2. */
  private Response<Void> atProvider() {
    @Nullable URI logout;
    try {
      logout = provider.known().metadata().logout();
    } catch (HttpException e) {
      logout = null;
    }
    if (logout == null) {
      return Response.redirect(Status.SEE_OTHER, login.welcome);
    }
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("client_id", login.client);
    if (login.afterLogout != null) {
      asked.put("post_logout_redirect_uri", login.afterLogout.toString());
    }
    return away(logout, asked);
  }
}

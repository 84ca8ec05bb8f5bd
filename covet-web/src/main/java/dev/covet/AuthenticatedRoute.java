package dev.covet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sends a request, and lets pass who may. See docs/design/authentication.md.
 *
 * @param open whether a request that shows nothing passes, too
 * @param rules all must hold for a principal
 */
record AuthenticatedRoute(List<Authenticator> authenticators, boolean open, List<Access> rules)
    implements Middleware {
  private static final String CHALLENGE = "WWW-Authenticate";

  @Override
  public Response<?> handle(Request request, Next next) throws Exception {
    Principal principal = request.principalOrNull();
    if (principal == null) {
      principal = identify(request);
    }
    if (principal == null) {
      return open ? next.handle(request) : unknown(request);
    }
    for (Access rule : rules) {
      if (!rule.allows(principal, request)) {
        throw forbidden(request, principal, rule);
      }
    }
    return next.handle(request);
  }

  private @Nullable Principal identify(Request request) throws Exception {
    for (Authenticator one : authenticators) {
      Principal found;
      try {
        found = one.authenticate(request);
      } catch (AuthenticationException failure) {
        request.audit(AuditEvent.Kind.REFUSED, failure.principal(), one.name(), failure.reason());
        throw refused(one.challenge(failure), failure);
      }
      if (found != null) {
        request.principal(found);
        request.audit(AuditEvent.Kind.AUTHENTICATED, found.name(), one.name(), "");
        return found;
      }
    }
    return null;
  }

  private static HttpException refused(
      @Nullable String challenge, AuthenticationException failure) {
    return challenge == null
        ? Failure.ACCESS_DENIED.because(failure.detail())
        : Failure.UNAUTHENTICATED.because(failure.detail()).header(CHALLENGE, challenge);
  }

  private Response<?> unknown(Request request) {
    request.audit(AuditEvent.Kind.UNAUTHENTICATED, null, null, "");
    HttpException refusal = Failure.UNAUTHENTICATED.because("Say who you are to use this.");
    boolean asked = false;
    for (Authenticator one : authenticators) {
      Response<?> own = one.refuse(request);
      if (own != null) {
        return own;
      }
      String challenge = one.challenge(null);
      if (challenge != null) {
        asked = true;
        refusal.header(CHALLENGE, challenge);
      }
    }
    // A 401 without a challenge would be malformed (RFC 9110, section 15.5.2).
    throw asked
        ? refusal
        : Failure.ACCESS_DENIED.because("Say who you are to use this, by a client certificate.");
  }

  private HttpException forbidden(Request request, Principal principal, Access rule) {
    request.audit(AuditEvent.Kind.FORBIDDEN, principal.name(), null, "needs " + rule);
    HttpException refusal = Failure.ACCESS_DENIED.because("You may not do this.");
    boolean bearer =
        authenticators.stream()
            .anyMatch(
                one ->
                    one.scheme() instanceof SecurityScheme.Http(String scheme, var f)
                        && scheme.equals("bearer"));
    if (bearer && !rule.scopes().isEmpty()) {
      refusal.header(
          CHALLENGE,
          "Bearer error=\"insufficient_scope\", scope=\"" + String.join(" ", rule.scopes()) + "\"");
    }
    return refusal;
  }
}

package dev.covet.oidc;

import dev.covet.Request;

/** Hears of logins that were taken, before the browser goes on: {@link OidcLogin#onLogin}. */
@FunctionalInterface
public interface LoginListener {
  /**
   * Takes a login, on the thread of its request. May block.
   *
   * @param request with the session, which has the user already
   * @param principal who has logged in
   * @param tokens what the provider gave
   * @throws Exception any failure: nobody is logged in then
   */
  void loggedIn(Request request, OidcPrincipal principal, OidcTokens tokens) throws Exception;
}

package dev.covet.oidc;

import dev.covet.AuthenticationException;
import dev.covet.jwt.JwtAuthentication;
import dev.covet.jwt.JwtPrincipal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an ID token must be besides well signed, of this issuer, for this client and of now (OpenID
 * Connect Core 1.0, section 3.1.3.7).
 *
 * @param keep claims of which a principal knows
 * @param roles the way to its roles
 */
record IdTokenCheck(String client, List<String> keep, List<String> roles) {
  OidcPrincipal check(JwtAuthentication tokens, String token, PendingLogin begun)
      throws LoginRefusedException {
    JwtPrincipal found;
    try {
      found = tokens.rolesFrom(roles.toArray(String[]::new)).check(token);
    } catch (AuthenticationException e) {
      throw new LoginRefusedException("ID token: " + e.reason());
    }
    if (!(found.claims().get("nonce") instanceof String nonce) || !begun.hasNonce(nonce)) {
      throw new LoginRefusedException("the ID token was made for another login");
    }
    Object party = found.claims().get("azp");
    boolean shared =
        found.claims().get("aud") instanceof Collection<?> audiences && audiences.size() > 1;
    if (party == null ? shared : !client.equals(party)) {
      throw new LoginRefusedException("the ID token was made for another client");
    }
    Map<String, String> claims = new LinkedHashMap<>();
    for (String claim : keep) {
      found.text(claim).ifPresent(value -> claims.put(claim, value));
    }
    return new OidcPrincipal(found.name(), found.roles(), claims);
  }
}

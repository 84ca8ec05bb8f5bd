package dev.covet.jwt;

import dev.covet.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who a token is about: {@code req.principal(JwtPrincipal.class)}. Its text shows no claims, which
 * may be personal. Immutable; safe for any thread.
 */
public final class JwtPrincipal implements Principal {
  private final String name;
  private final Set<String> roles;
  private final Set<String> scopes;
  private final Map<String, Object> claims;

  /** Of claims that nobody can change. */
  JwtPrincipal(String name, Set<String> roles, Set<String> scopes, Map<String, Object> claims) {
    this.name = name;
    this.roles = Set.copyOf(roles);
    this.scopes = Set.copyOf(scopes);
    this.claims = claims;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> roles() {
    return roles;
  }

  @Override
  public Set<String> scopes() {
    return scopes;
  }

  /**
   * {@return all that the token says: String, Number, Boolean, List, Map or null by name;
   * immutable}
   */
  public Map<String, Object> claims() {
    return claims;
  }

  /**
   * {@return one claim, if it is there and is a text}
   *
   * @param claim its name
   */
  public Optional<String> text(String claim) {
    return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** {@return its name alone} */
  @Override
  public String toString() {
    return "JwtPrincipal[" + name + "]";
  }
}

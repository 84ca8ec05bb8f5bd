package dev.covet.oidc;

import dev.covet.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has logged in at a provider: {@code req.principal(OidcPrincipal.class)}. Its name is the
 * subject, which the provider never gives to another; what people call themselves is a claim.
 * Immutable; safe for any thread.
 */
public final class OidcPrincipal implements Principal {
  private final String name;
  private final Set<String> roles;
  private final Map<String, String> claims;

  OidcPrincipal(String name, Set<String> roles, Map<String, String> claims) {
    this.name = name;
    this.roles = Set.copyOf(roles);
    this.claims = Map.copyOf(claims);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> roles() {
    return roles;
  }

  /**
   * {@return one of the claims that {@link OidcLogin#keep} has kept, if the provider told it}
   *
   * @param claim as {@code email}
   */
  public Optional<String> claim(String claim) {
    return Optional.ofNullable(claims.get(claim));
  }

  /** {@return its name alone} */
  @Override
  public String toString() {
    return "OidcPrincipal[" + name + "]";
  }
}

package dev.covet.oidc;

import dev.covet.Session;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session keeps of a login. */
final class KeptLogin {
  private static final String KEY = "covet.oidc";

  private KeptLogin() {}

  static void keep(Session session, OidcPrincipal principal, List<String> claims) {
    Map<String, String> told = new LinkedHashMap<>();
    for (String claim : claims) {
      principal.claim(claim).ifPresent(value -> told.put(claim, value));
    }
    session.set(
        KEY,
        Map.of("sub", principal.name(), "roles", List.copyOf(principal.roles()), "claims", told));
  }

  /** {@return who has logged in here; null if nobody has, or by other means since} */
  static @Nullable OidcPrincipal of(Session session) {
    Map<?, ?> kept = session.get(KEY, Map.class).orElse(null);
    if (kept == null
        || !(kept.get("sub") instanceof String subject)
        || !session.principal().filter(subject::equals).isPresent()) {
      return null;
    }
    Set<String> roles = new LinkedHashSet<>();
    if (kept.get("roles") instanceof List<?> list) {
      list.forEach(role -> roles.add(String.valueOf(role)));
    }
    Map<String, String> claims = new LinkedHashMap<>();
    if (kept.get("claims") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> claims.put(String.valueOf(name), String.valueOf(value)));
    }
    return new OidcPrincipal(subject, roles, claims);
  }
}

package dev.covet;

import java.util.Set;

/** A principal of which nothing else is known. */
record NamedPrincipal(String name, Set<String> roles, Set<String> scopes) implements Principal {
  NamedPrincipal {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a principal needs a name");
    }
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }
}

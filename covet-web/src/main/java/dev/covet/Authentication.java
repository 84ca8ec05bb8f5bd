package dev.covet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A declaration that routes demand a principal: each below it has the middleware for it. */
record Authentication(List<Authenticator> authenticators) implements RouteMiddleware {
  Authentication {
    authenticators = List.copyOf(authenticators);
    Set<String> names = new HashSet<>();
    for (Authenticator one : authenticators) {
      if (!names.add(one.name())) {
        throw new IllegalArgumentException(
            "two authenticators have the name '" + one.name() + "'; name one of them otherwise");
      }
    }
  }

  @Override
  public Middleware forRoute(RouteSetup route) {
    return route.authenticate(this);
  }
}

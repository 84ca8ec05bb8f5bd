package dev.covet;

import java.util.Set;

/**
 * Who sends a request, as an {@link Authenticator} has found out. Authenticators may have types of
 * their own that know more. Immutable; safe for any thread.
 */
public interface Principal {
  /** {@return the name that it is known by: an account, a client, the subject of a token} */
  String name();

  /** {@return what it is, as {@code admin}; empty if nothing says so} */
  default Set<String> roles() {
    return Set.of();
  }

  /** {@return what it may do in this request, as {@code orders:read}; empty if nothing says so} */
  default Set<String> scopes() {
    return Set.of();
  }

  /**
   * {@return a principal with nothing but a name}
   *
   * @param name not blank
   * @throws IllegalArgumentException if it is blank
   */
  static Principal of(String name) {
    return new NamedPrincipal(name, Set.of(), Set.of());
  }

  /**
   * {@return a principal}
   *
   * @param name not blank
   * @param roles what it is
   * @param scopes what it may do
   * @throws IllegalArgumentException if the name is blank
   */
  static Principal of(String name, Set<String> roles, Set<String> scopes) {
    return new NamedPrincipal(name, roles, scopes);
  }
}

package dev.covet.password;

import dev.covet.Principal;
import java.util.Set;

/**
 * Somebody who logs in by a password. Immutable.
 *
 * @param name by which everything else knows them; not blank
 * @param passwordHash what {@link Passwords#hash} has made, or an older hash that {@link
 *     Passwords#verify} takes
 * @param roles what they are
 * @param scopes what they may do
 * @param disabled whether they are kept out
 */
public record User(
    String name, String passwordHash, Set<String> roles, Set<String> scopes, boolean disabled) {
  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public User {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a user needs a name");
    }
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /**
   * A user who is let in.
   *
   * @param name by which everything else knows them
   * @param passwordHash what {@link Passwords#hash} has made
   * @param roles what they are
   */
  public User(String name, String passwordHash, String... roles) {
    this(name, passwordHash, Set.of(roles), Set.of(), false);
  }

  /**
   * {@return the same user with another hash}
   *
   * @param hash of a password
   */
  public User withPasswordHash(String hash) {
    return new User(name, hash, roles, scopes, disabled);
  }

  /** {@return the same user, kept out} */
  public User disable() {
    return new User(name, passwordHash, roles, scopes, true);
  }

  Principal principal() {
    return Principal.of(name, roles, scopes);
  }

  /** {@return all but the hash} */
  @Override
  public String toString() {
    return "User["
        + name
        + ", roles "
        + roles
        + ", scopes "
        + scopes
        + (disabled ? ", disabled]" : "]");
  }
}

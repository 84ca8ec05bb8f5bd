package dev.covet.password;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Users in the memory of this process, found by their exact names. Safe for any thread. */
public final class MemoryUsers implements UserStore {
  private final Map<String, User> users = new ConcurrentHashMap<>();

  MemoryUsers() {}

  /**
   * Puts a user, in place of another of the name.
   *
   * @param user the user
   */
  public void put(User user) {
    users.put(user.name(), user);
  }

  /**
   * Removes a user.
   *
   * @param name the name
   */
  public void remove(String name) {
    users.remove(name);
  }

  @Override
  public Optional<User> find(String name) {
    return Optional.ofNullable(users.get(name));
  }

  @Override
  public boolean upgrade(String name, String oldHash, String newHash) {
    User now =
        users.computeIfPresent(
            name,
            (same, user) ->
                user.passwordHash().equals(oldHash) ? user.withPasswordHash(newHash) : user);
    return now != null && now.passwordHash().equals(newHash);
  }
}

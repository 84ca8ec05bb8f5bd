package dev.covet.password;

import java.util.Optional;

/** Where users are kept. Called on the threads of requests, many at once; it may block. */
public interface UserStore {
  /**
   * Finds a user. It should take as long for who does not exist.
   *
   * @param name as somebody has typed it, in Unicode's form NFC, without control characters, at
   *     most 256 characters
   * @return the user, or empty if there is none
   * @throws Exception if it can not be told; answered with 500, or as its type is mapped
   */
  Optional<User> find(String name) throws Exception;

  /**
   * Puts a better hash of the same password in the place of an older one, and only of that: a
   * password that was changed meanwhile stays. As {@code UPDATE … SET hash = new WHERE name = ? AND
   * hash = old}.
   *
   * @param name of the user, as {@link User#name()} says it
   * @param oldHash what must be there
   * @param newHash what is there then
   * @return whether it was there
   * @throws Exception if it can not be done; it is logged and tried again at the next login
   */
  boolean upgrade(String name, String oldHash, String newHash) throws Exception;

  /**
   * {@return users in the memory of this process, for tests and examples}
   *
   * @param users the first ones
   */
  static MemoryUsers inMemory(User... users) {
    MemoryUsers store = new MemoryUsers();
    for (User user : users) {
      store.put(user);
    }
    return store;
  }
}

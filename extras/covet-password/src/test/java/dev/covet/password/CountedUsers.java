package dev.covet.password;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts how often it is asked, and does as a test wants. */
final class CountedUsers implements UserStore {
  final MemoryUsers users = UserStore.inMemory();
  final AtomicInteger asked = new AtomicInteger();
  volatile boolean fails;

  /** Runs before an upgrade. */
  volatile Runnable meanwhile = () -> {};

  @Override
  public Optional<User> find(String name) {
    asked.incrementAndGet();
    return users.find(name);
  }

  @Override
  public boolean upgrade(String name, String oldHash, String newHash) {
    meanwhile.run();
    if (fails) {
      throw new IllegalStateException("the store is down");
    }
    return users.upgrade(name, oldHash, newHash);
  }
}

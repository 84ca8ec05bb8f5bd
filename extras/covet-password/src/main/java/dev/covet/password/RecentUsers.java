package dev.covet.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Users as the store has told them a short while ago. Any thread. */
final class RecentUsers {
  private static final int MOST = 10_000;

  private final Logins logins;
  private final Cache<String, User> users;

  RecentUsers(Logins logins, Duration life, InstantSource clock) {
    this.logins = logins;
    this.users =
        Caffeine.newBuilder()
            .maximumSize(life.isZero() ? 0 : MOST)
            .expireAfterWrite(life)
            .ticker(Ticks.of(clock))
            .executor(Runnable::run)
            .build();
  }

  /** A user, also a disabled one; null if there is none. Two may ask the store at once. */
  @Nullable User find(String name) throws Exception {
    User known = users.getIfPresent(name);
    if (known != null) {
      return known;
    }
    User found = logins.find(name);
    if (found != null) {
      saw(found);
    }
    return found;
  }

  /** Takes what the store has just told; who is disabled may be let in again at any time. */
  void saw(User user) {
    if (!user.disabled()) {
      users.put(user.name(), user);
    }
  }
}

package dev.covet.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.covet.spi.SteadyClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which names, passwords and stored hashes went together a short while ago. Keeps an HMAC of all
 * three under a key of this object, so whoever reads the memory of the process learns no password
 * from it alone, and another stored hash is another entry. Any thread.
 */
final class CredentialCache {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MOST = 10_000;

  /** One that keeps nothing. */
  static final CredentialCache NONE = new CredentialCache(Duration.ZERO, SteadyClock.get());

  private final SecretKeySpec key;
  private final Cache<String, Boolean> right;

  CredentialCache(Duration life, InstantSource clock) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
    right =
        Caffeine.newBuilder()
            .maximumSize(life.isZero() ? 0 : MOST)
            .expireAfterWrite(life)
            .ticker(Ticks.of(clock))
            .executor(Runnable::run)
            .build();
  }

  /** What stands for name, password and hash. */
  String entry(String name, byte[] password, String hash) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      add(mac, name.getBytes(StandardCharsets.UTF_8));
      add(mac, password);
      add(mac, hash.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** With its length, so that nothing moves from one to the next. */
  private static void add(Mac mac, byte[] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    mac.update(part);
  }

  boolean holds(String entry) {
    return right.getIfPresent(entry) != null;
  }

  void add(String entry) {
    right.put(entry, true);
  }
}

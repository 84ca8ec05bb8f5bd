package dev.covet.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Codes of a {@link LocalProvider}: each is good once, for a minute. Safe for any thread. */
final class LocalCodes {
  private static final long MILLIS = 60_000;

  /** What a code stands for. */
  record Granted(String client, String callback, String user, String challenge, String nonce) {
    boolean isFor(String shownClient, String shownCallback, String verifier) {
      return client.equals(shownClient)
          && callback.equals(shownCallback)
          && challenge.equals(hash(verifier));
    }

    private static String hash(String verifier) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private record Dated(Granted granted, long until) {}

  private final Map<String, Dated> codes = new ConcurrentHashMap<>();
  private final InstantSource clock;

  LocalCodes(InstantSource clock) {
    this.clock = clock;
  }

  String add(Granted granted) {
    long now = clock.millis();
    codes.values().removeIf(code -> code.until() < now);
    String code = UUID.randomUUID().toString();
    codes.put(code, new Dated(granted, now + MILLIS));
    return code;
  }

  @Nullable Granted take(String code) {
    Dated found = codes.remove(code);
    return found == null || found.until() < clock.millis() ? null : found.granted();
  }
}

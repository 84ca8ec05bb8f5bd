package dev.covet.oidc;

import dev.covet.HttpException;
import dev.covet.http.Status;
import dev.covet.jwt.JwtAuthentication;
import dev.covet.jwt.JwtKeys;
import dev.covet.spi.OffLoop;
import dev.covet.spi.OutsideCall;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A provider, as far as it is known: its metadata, got when a first login needs it and again after
 * an hour; the last ones count while it is down. Asked by one thread at a time, no sooner than 5
 * seconds after a failure. Safe for any thread.
 */
final class Provider {
  static final OutsideCall CALL = new OutsideCall(Duration.ofSeconds(5), 512 * 1024);

  private static final Logger LOG = System.getLogger("dev.covet.oidc");
  private static final long FRESH_MILLIS = Duration.ofHours(1).toMillis();
  private static final long PAUSE_MILLIS = 5_000;

  /** What is known, and how tokens are checked by it. */
  record Known(ProviderMetadata metadata, JwtAuthentication idTokens) {}

  private final String issuer;
  private final String client;
  private final InstantSource day;
  private final InstantSource passed;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile long askAgain = Long.MIN_VALUE;

  /**
   * A provider.
   *
   * @param day the time of day, by which tokens end
   * @param passed the time that passes, for what is kept
   */
  Provider(String issuer, String client, InstantSource day, InstantSource passed) {
    this.issuer = issuer;
    this.client = client;
    this.day = day;
    this.passed = passed;
  }

  /**
   * {@return what is known of it}
   *
   * @throws HttpException 503 if that is nothing
   */
  Known known() {
    Known now = known;
    if (now != null && (passed.millis() < askAgain || !asking.tryLock())) {
      // What is known is good enough while somebody else asks.
      return now;
    }
    if (now == null) {
      asking.lock();
    }
    try {
      if (passed.millis() >= askAgain) {
        ask();
      }
      now = known;
      if (now == null) {
        throw unavailable(null);
      }
      return now;
    } finally {
      asking.unlock();
    }
  }

  private void ask() {
    long pause = PAUSE_MILLIS;
    try {
      ProviderMetadata metadata = OffLoop.call(this::read);
      Known before = known;
      // The same keys stay: they know which of them were got when.
      if (before == null || !before.metadata().equals(metadata)) {
        known = new Known(metadata, idTokens(metadata));
      }
      pause = FRESH_MILLIS;
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> issuer + ": no metadata: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      askAgain = passed.millis() + pause;
    }
  }

  private ProviderMetadata read() throws IOException, InterruptedException {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return ProviderMetadata.read(
        CALL.get(URI.create(base + "/.well-known/openid-configuration")), issuer);
  }

  private JwtAuthentication idTokens(ProviderMetadata metadata) {
    // An ID token is checked once, right after it was made.
    return JwtAuthentication.of(
            JwtKeys.published(metadata.keys().toString()).clock(passed), issuer, client)
        .withoutNotBefore()
        .longest(32 * 1024)
        .remember(0)
        .clock(day);
  }

  static HttpException unavailable(@Nullable Throwable cause) {
    return new HttpException(
            Status.SERVICE_UNAVAILABLE, "Nobody can log in now. Try again soon.", cause)
        .header("Retry-After", "5");
  }
}

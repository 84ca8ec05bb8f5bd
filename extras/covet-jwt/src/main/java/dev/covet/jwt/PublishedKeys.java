package dev.covet.jwt;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import dev.covet.HttpException;
import dev.covet.http.Status;
import dev.covet.spi.SteadyClock;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a URL, held in memory. They are got by a thread of their own, never on an event loop, by
 * one request for all that wait; at most 512 KiB, without redirects.
 *
 * <ul>
 *   <li>They are got anew in the background before they are no longer {@link #fresh}.
 *   <li>An unknown {@code kid} has them got at once, but no sooner than 30 seconds after the last
 *       time, so that invented names cost nothing. Until then such a token is refused.
 *   <li>When the URL is down, the last keys stay good for the {@link #stale} time; tokens of
 *       unknown keys are answered with 503 and {@code Retry-After}, and it is asked again every 5
 *       seconds at most. The same if it answers with no key that is fit.
 * </ul>
 *
 * Immutable but for the keys it holds; safe for any thread.
 */
public final class PublishedKeys extends JwtKeys {
  private final KeyEndpoint.Settings settings;
  private final Duration fresh;
  private final Duration stale;
  private final InstantSource clock;
  private final KeyEndpoint endpoint;
  private final HeldKeys held;

  private PublishedKeys(
      KeyEndpoint.Settings settings, Duration fresh, Duration stale, InstantSource clock) {
    this.settings = settings;
    this.fresh = fresh;
    this.stale = stale;
    this.clock = clock;
    this.endpoint = new KeyEndpoint(settings);
    this.held = new HeldKeys(endpoint, settings, fresh, stale);
  }

  static PublishedKeys of(URI uri) {
    return new PublishedKeys(
        KeyEndpoint.Settings.of(uri),
        Duration.ofMinutes(15),
        Duration.ofHours(24),
        SteadyClock.get());
  }

  /**
   * {@return these with another time after which they are got anew}
   *
   * @param time 1 minute to 24 hours; 15 minutes if not set
   * @throws IllegalArgumentException if it is not in this range
   */
  public PublishedKeys fresh(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException("fresh: 1 minute to 24 hours, not " + time);
    }
    return new PublishedKeys(settings, time, stale, clock);
  }

  /**
   * {@return these with another time for which they stay good when they can not be got}
   *
   * @param time since they were got, at most 7 days; 24 hours if not set
   * @throws IllegalArgumentException if it is not in this range
   */
  public PublishedKeys stale(Duration time) {
    if (time.isNegative() || time.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException("stale: at most 7 days, not " + time);
    }
    return new PublishedKeys(settings, fresh, time, clock);
  }

  /**
   * {@return these with another time that the whole answer may take}
   *
   * @param time 100 ms to 1 minute; 5 seconds if not set
   * @throws IllegalArgumentException if it is not in this range
   */
  public PublishedKeys timeout(Duration time) {
    return new PublishedKeys(settings.timeout(time), fresh, stale, clock);
  }

  /**
   * {@return these, where RSA keys that name no algorithm are for this one}
   *
   * @param algorithm of RSA; RS256 if not set
   * @throws IllegalArgumentException if it is not of RSA
   */
  public PublishedKeys rsa(JwtAlgorithm algorithm) {
    return new PublishedKeys(settings.rsa(algorithm), fresh, stale, clock);
  }

  /**
   * {@return these with another clock, for tests; theirs does not follow when the machine's is set}
   *
   * @param other tells what time has passed; any thread asks it
   */
  public PublishedKeys clock(InstantSource other) {
    return new PublishedKeys(settings, fresh, stale, other);
  }

  @Override
  List<VerificationKey> candidates(JWSHeader header) {
    HeldKeys.Held now;
    try {
      now = held.get(JWKSetCacheRefreshEvaluator.noRefresh(), clock.millis());
    } catch (KeySourceException e) {
      throw unavailable(e);
    }
    List<VerificationKey> found = now.ring().candidates(header);
    // A token without kid can not tell that there must be a new key.
    return found.isEmpty() && header.getKeyID() != null ? ofNewKeys(header, now.set()) : found;
  }

  private List<VerificationKey> ofNewKeys(JWSHeader header, JWKSet known) {
    long now = clock.millis();
    List<VerificationKey> found = List.of();
    if (endpoint.mayBeAsked(now)) {
      try {
        found =
            held.get(JWKSetCacheRefreshEvaluator.referenceComparison(known), now)
                .ring()
                .candidates(header);
      } catch (KeySourceException e) {
        throw unavailable(e);
      }
    }
    if (found.isEmpty() && endpoint.down()) {
      // There may be such a key: the token must not be called wrong.
      throw unavailable(null);
    }
    return found;
  }

  private static HttpException unavailable(@Nullable Exception cause) {
    return new HttpException(
            Status.SERVICE_UNAVAILABLE, "Tokens can not be checked now. Try again soon.", cause)
        .header("Retry-After", "5");
  }
}

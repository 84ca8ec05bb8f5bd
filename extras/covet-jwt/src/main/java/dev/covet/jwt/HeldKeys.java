package dev.covet.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.covet.spi.OffLoop;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keys of an endpoint in memory: nimbus' cache around its tolerance for outages. Only one thread
 * asks the endpoint at a time. The order matters: what the endpoint refuses because it was asked a
 * moment ago is an outage, too, and then the last keys are still good.
 */
final class HeldKeys {
  /** A set and what was made of it. */
  record Held(JWKSet set, KeyRing ring) {}

  private final KeyEndpoint.Settings settings;
  private final JWKSetSource<SecurityContext> source;
  private volatile @Nullable Held last;

  HeldKeys(KeyEndpoint endpoint, KeyEndpoint.Settings settings, Duration fresh, Duration stale) {
    this.settings = settings;
    // Who waits for another's question gets what it brings, or its failure a second later.
    long wait = settings.timeout().toMillis() + 1000;
    long ahead = fresh.toMillis() / 3;
    // No thread but while keys are got: none is kept.
    var background =
        new ThreadPoolExecutor(
            0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), OffLoop.threads());
    source =
        new RefreshAheadCachingJWKSetSource<>(
            new OutageTolerantJWKSetSource<>(endpoint, stale.toMillis(), null),
            fresh.toMillis(),
            wait,
            Math.min(ahead, fresh.toMillis() - wait - 1),
            false,
            background,
            true,
            null);
  }

  Held get(JWKSetCacheRefreshEvaluator refresh, long now) throws KeySourceException {
    JWKSet set = source.getJWKSet(refresh, now, null);
    Held known = last;
    if (known == null || known.set() != set) {
      known = new Held(set, KeyRing.published(set.getKeys(), settings.rsa()));
      last = known;
    }
    return known;
  }
}

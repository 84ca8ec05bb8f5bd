package dev.covet.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.covet.spi.OffLoop;
import dev.covet.spi.OutsideCall;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The URL of a key set: asked one question at a time, and not too often. Safe for any thread. */
final class KeyEndpoint implements JWKSetSource<SecurityContext> {
  private static final Logger LOG = System.getLogger("dev.covet.jwt");
  private static final int MOST_BYTES = 512 * 1024;
  private static final long PAUSE_MILLIS = 30_000;
  private static final long PAUSE_DOWN_MILLIS = 5_000;

  /** What an endpoint is. */
  record Settings(URI uri, Duration timeout, JWSAlgorithm rsa) {
    static Settings of(URI uri) {
      return new Settings(OutsideCall.checked(uri), Duration.ofSeconds(5), JWSAlgorithm.RS256);
    }

    Settings timeout(Duration time) {
      if (time.compareTo(Duration.ofMillis(100)) < 0 || time.compareTo(Duration.ofMinutes(1)) > 0) {
        throw new IllegalArgumentException("timeout: 100 ms to 1 minute, not " + time);
      }
      return new Settings(uri, time, rsa);
    }

    Settings rsa(JwtAlgorithm algorithm) {
      if (!JWSAlgorithm.Family.RSA.contains(algorithm.jws())) {
        throw new IllegalArgumentException("rsa: RS256 to PS512, not " + algorithm);
      }
      return new Settings(uri, timeout, algorithm.jws());
    }
  }

  private final Settings settings;

  /** Milliseconds before which it is not asked again. */
  private volatile long pausedUntil = Long.MIN_VALUE;

  private volatile boolean down;

  KeyEndpoint(Settings settings) {
    this.settings = settings;
  }

  /** {@return whether the last question was not answered well} */
  boolean down() {
    return down;
  }

  /** {@return whether it was not asked a moment ago} */
  boolean mayBeAsked(long now) {
    return now >= pausedUntil;
  }

  /** Called by one thread at a time: the one that holds the lock of the cache around this. */
  @Override
  public JWKSet getJWKSet(
      @Nullable JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws JWKSetUnavailableException {
    if (!mayBeAsked(now)) {
      throw new JWKSetUnavailableException("asked a moment ago");
    }
    boolean good = false;
    try {
      JWKSet set = OffLoop.call(this::read);
      good = true;
      return set;
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> settings.uri() + ": no keys for tokens: " + e.getMessage());
      throw new JWKSetUnavailableException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JWKSetUnavailableException("interrupted", e);
    } finally {
      down = !good;
      pausedUntil = now + (good ? PAUSE_MILLIS : PAUSE_DOWN_MILLIS);
    }
  }

  private JWKSet read() throws IOException, InterruptedException {
    byte[] body = new OutsideCall(settings.timeout(), MOST_BYTES).get(settings.uri());
    String json = new String(body, StandardCharsets.UTF_8);
    List<JWK> keys;
    try {
      keys = PublishedSet.parse(json);
    } catch (ParseException e) {
      throw new IOException("not a JSON Web Key Set: " + e.getMessage(), e);
    }
    if (KeyRing.published(keys, settings.rsa()).keys().isEmpty()) {
      throw new IOException("no key in it can check tokens");
    }
    return new JWKSet(keys);
  }

  @Override
  public void close() {
    // Nothing is held between questions.
  }
}

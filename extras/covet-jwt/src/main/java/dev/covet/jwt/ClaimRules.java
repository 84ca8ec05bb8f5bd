package dev.covet.jwt;

import dev.covet.AuthenticationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For whom and when a token is good (RFC 7519, section 4.1).
 *
 * @param notBefore whether {@code nbf} must be there
 */
record ClaimRules(
    String issuer, String audience, Duration skew, boolean notBefore, InstantSource clock) {
  /** 9999-12-31: what is beyond is a mistake. */
  private static final double LAST_SECOND = 253_402_300_799.0;

  void check(Map<String, Object> claims) throws AuthenticationException {
    Object subject = claims.get("sub");
    String who = subject instanceof String name ? name : null;
    if (!issuer.equals(claims.get("iss"))) {
      throw elsewhere("not of the issuer", who);
    }
    if (!isFor(claims.get("aud"))) {
      throw elsewhere("for another audience", who);
    }
    Instant now = clock.instant();
    Instant expires = time(claims, "exp", true, who);
    if (expires == null || !now.minus(skew).isBefore(expires)) {
      throw new AuthenticationException("The token has expired.", "expired", who);
    }
    Instant from = time(claims, "nbf", notBefore, who);
    if (from != null && now.plus(skew).isBefore(from)) {
      throw new AuthenticationException("The token is not good yet.", "nbf is to come", who);
    }
    Instant made = time(claims, "iat", false, who);
    if (made != null && now.plus(skew).isBefore(made)) {
      throw new AuthenticationException("The token is not good yet.", "iat is to come", who);
    }
  }

  private boolean isFor(@Nullable Object audiences) {
    return audiences instanceof Collection<?> many
        ? many.stream().allMatch(String.class::isInstance) && many.contains(audience)
        : audience.equals(audiences);
  }

  private static @Nullable Instant time(
      Map<String, Object> claims, String name, boolean needed, @Nullable String who)
      throws AuthenticationException {
    Object value = claims.get(name);
    if (value == null && !needed) {
      return null;
    }
    // A NaN is not in the range, either.
    if (!(value instanceof Number number)
        || !(number.doubleValue() >= 0 && number.doubleValue() <= LAST_SECOND)) {
      throw new AuthenticationException(
          "The token is wrong.", value == null ? "no " + name : "malformed " + name, who);
    }
    return Instant.ofEpochMilli((long) (number.doubleValue() * 1000));
  }

  private static AuthenticationException elsewhere(String reason, @Nullable String who) {
    return new AuthenticationException("The token is for somewhere else.", reason, who);
  }
}

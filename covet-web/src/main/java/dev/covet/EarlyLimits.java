package dev.covet;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of a route that are decided on the event loop. A request takes from all of them
 * or from none.
 */
final class EarlyLimits implements Admission {
  /** Who passes on a malformed field about the client; the route tells them so. */
  private static final SocketAddress NOBODY = InetSocketAddress.createUnresolved("", 0);

  private final Limiter[] limiters;
  private final int units;
  private final int route;
  private final String policy;

  EarlyLimits(List<Limiter> limiters, int units, int route) {
    this.limiters = limiters.toArray(Limiter[]::new);
    this.units = units;
    this.route = route;
    this.policy = RateLimitFields.policy(limiters);
  }

  @Override
  public @Nullable Response<?> admit(Request request) {
    SocketAddress client = client(request);
    if (limiters.length > 1) {
      // First look, then take: a request that one limit refuses should not take from another even
      // for a moment, because a third one could be refused for that.
      for (Limiter limiter : limiters) {
        long wait = limiter.waitFor(limiter.key(client, route), units);
        if (wait > 0) {
          return refused(limiter, wait, request);
        }
      }
    }
    for (int i = 0; i < limiters.length; i++) {
      long owed = limiters[i].take(limiters[i].key(client, route), units);
      if (owed < 0) {
        for (int taken = 0; taken < i; taken++) {
          limiters[taken].giveBack(limiters[taken].key(client, route), units);
        }
        return refused(limiters[i], -owed, request);
      }
    }
    return null;
  }

  private static SocketAddress client(Request request) {
    try {
      return request.remote();
    } catch (HttpException e) {
      return NOBODY;
    }
  }

  private Response<?> refused(Limiter limiter, long wait, Request request) {
    long seconds = Limiter.seconds(wait);
    Response<?> response =
        limiter.refusal().response(request).addHeader("Retry-After", Long.toString(seconds));
    return limiter.isSilent()
        ? response
        : response
            .addHeader(RateLimitFields.POLICY, policy)
            .addHeader(RateLimitFields.STATE, RateLimitFields.usedUp(limiter, seconds));
  }
}

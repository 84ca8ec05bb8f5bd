package dev.covet;

import dev.covet.LateLimit.Taken;
import java.util.ArrayList;
import java.util.List;

/**
 * The rate limits of one declaration that are decided on the request's thread, because they call
 * the application or a store. A request takes from all of them or from none.
 */
final class LateLimits implements Middleware {
  private final List<LateLimit> limits;
  private final String policy;

  LateLimits(List<LateLimit> limits) {
    this.limits = List.copyOf(limits);
    this.policy = RateLimitFields.policy(limits.stream().map(LateLimit::limiter).toList());
  }

  @Override
  public Response<?> handle(Request request, Next next) throws InterruptedException {
    List<Taken> all = new ArrayList<>(limits.size());
    for (LateLimit limit : limits) {
      Taken taken = limit.take(request);
      if (taken == null) {
        continue;
      }
      if (taken.waitNanos() > 0) {
        for (Taken before : all) {
          before.giveBack();
        }
        throw refused(taken.limiter(), taken.waitNanos());
      }
      all.add(taken);
    }
    return told(next.handle(request), all);
  }

  private Response<?> told(Response<?> response, List<Taken> all) {
    StringBuilder state = new StringBuilder(48);
    for (Taken taken : all) {
      if (!taken.limiter().isSilent()) {
        RateLimitFields.append(state, taken.limiter(), taken.owed());
      }
    }
    return state.isEmpty()
        ? response
        : response
            .addHeader(RateLimitFields.POLICY, policy)
            .addHeader(RateLimitFields.STATE, state.toString());
  }

  private HttpException refused(Limiter limiter, long wait) {
    long seconds = Limiter.seconds(wait);
    HttpException refusal =
        limiter.refusal().exception().header("Retry-After", Long.toString(seconds));
    return limiter.isSilent()
        ? refusal
        : refusal
            .header(RateLimitFields.POLICY, policy)
            .header(RateLimitFields.STATE, RateLimitFields.usedUp(limiter, seconds));
  }
}

package dev.covet;

import dev.covet.http.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declaration of rate limits: for each route, those that it needs where they can be decided. */
record RateLimits(List<RateLimit> limits) implements RouteMiddleware {
  @Override
  public @Nullable Middleware forRoute(RouteSetup route) {
    if (route.cost() == 0) {
      return null;
    }
    route.expect(Status.TOO_MANY_REQUESTS);
    List<LateLimit> late = new ArrayList<>();
    for (RateLimit limit : limits) {
      boolean session = limit.by() == RateLimit.By.SESSION;
      if (session || limit.by() == RateLimit.By.PRINCIPAL && route.authentication() == null) {
        route.needSessions("the rate limit '" + limit.name() + "'");
      }
      Limiter limiter = route.limiter(limit);
      if (limiter == null) {
        continue;
      }
      if (limiter.isEarly()) {
        route.admitBy(limiter);
      } else {
        late.add(new LateLimit(limiter, route.cost(), route.number(), route.name()));
      }
    }
    return late.isEmpty() ? null : new LateLimits(late);
  }
}

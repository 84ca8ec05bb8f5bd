package dev.covet;

import dev.covet.http.Headers;
import java.net.SocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells clients the limits that are decided on the event loop: the fields of
 * draft-ietf-httpapi-ratelimit-headers-10 on every answer of the route.
 */
final class RateLimitFields implements Middleware {
  static final String POLICY = "RateLimit-Policy";
  static final String STATE = "RateLimit";

  private final Limiter[] limiters;
  private final int route;
  private final Headers policy;

  RateLimitFields(List<Limiter> limiters, int route) {
    this.limiters = limiters.toArray(Limiter[]::new);
    this.route = route;
    this.policy = Headers.of(POLICY, policy(limiters));
  }

  @Override
  public Response<?> handle(Request request, Next next) {
    // Before the handler: an orphan's request can not be asked afterwards.
    SocketAddress client = request.remote();
    Response<?> response = next.handle(request);
    StringBuilder state = new StringBuilder(48);
    for (Limiter limiter : limiters) {
      append(state, limiter, limiter.owed(limiter.key(client, route)));
    }
    Headers told = policy.add(STATE, state.toString());
    return response.withHeaders(response.headers().addAll(told));
  }

  /** The policies of those limits that are told to clients. */
  static String policy(List<Limiter> limiters) {
    return limiters.stream()
        .filter(limiter -> !limiter.isSilent())
        .map(limiter -> policy(limiter.limit()))
        .collect(Collectors.joining(", "));
  }

  private static String policy(RateLimit limit) {
    StringBuilder item = new StringBuilder(48);
    item.append('"').append(limit.name()).append("\";q=").append(limit.requests());
    if (limit.window().toNanosPart() == 0) {
      item.append(";w=").append(limit.window().toSeconds());
    }
    if (limit.burst() != limit.requests()) {
      item.append(";covet-burst=").append(limit.burst());
    }
    return item.toString();
  }

  /** What is left of one limit, and when there will be more. */
  static void append(StringBuilder state, Limiter limiter, long owed) {
    append(state, limiter.limit().name(), limiter.remaining(owed), limiter.secondsToMore(owed));
  }

  /** The state of a limit that refused a request. */
  static String usedUp(Limiter limiter, long seconds) {
    StringBuilder state = new StringBuilder(32);
    append(state, limiter.limit().name(), 0, seconds);
    return state.toString();
  }

  private static void append(StringBuilder state, String name, int remaining, long seconds) {
    if (!state.isEmpty()) {
      state.append(", ");
    }
    state.append('"').append(name).append("\";r=").append(remaining);
    if (seconds > 0) {
      state.append(";t=").append(seconds);
    }
  }
}

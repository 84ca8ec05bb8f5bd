package dev.covet;

import dev.covet.RateLimitStore.Decision;
import dev.covet.RateLimitStore.Quota;
import dev.covet.limit.AddressKey;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One limit of a route that is decided on the request's thread: finds key and cost, and asks the
 * store if there is one. While that fails, the table of this process counts.
 */
final class LateLimit {
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final Limiter limiter;
  private final @Nullable RateLimitStore store;
  private final Quota quota;
  private final int cost;
  private final int route;
  private final String routePrefix;
  private final AtomicLong nextReport = new AtomicLong(System.nanoTime());

  /**
   * A limit of one route.
   *
   * @param routeName tells routes apart in a store
   */
  LateLimit(Limiter limiter, int cost, int route, String routeName) {
    RateLimit limit = limiter.limit();
    this.limiter = limiter;
    this.store = limit.store();
    this.quota = new Quota(limit.name(), limit.refill(), limit.burst());
    this.cost = cost;
    this.route = route;
    this.routePrefix = limit.isEachRoute() ? routeName + "\n" : "";
  }

  Limiter limiter() {
    return limiter;
  }

  /**
   * What a request was allowed to take, or how long it must wait.
   *
   * @param shared the store's key if it was taken there, else null
   */
  record Taken(LateLimit limit, @Nullable String shared, long key, int units, long owed) {
    Limiter limiter() {
      return limit.limiter;
    }

    /** 0 if it was allowed. */
    long waitNanos() {
      return Math.max(0, -owed);
    }

    void giveBack() throws InterruptedException {
      limit.giveBack(this);
    }
  }

  /** Takes what the request costs; null if that is nothing. */
  @Nullable Taken take(Request request) throws InterruptedException {
    int units = units(request);
    if (units < 1) {
      return null;
    }
    RateLimit limit = limiter.limit();
    String own = limit.key(request);
    long key = own == null ? limiter.key(request.remote(), route) : limiter.key(own, route);
    if (store != null) {
      String shared = routePrefix + name(own, request);
      try {
        Decision decision = store.take(quota, shared, units);
        long nanos = decision.time().toNanos();
        return new Taken(
            this, shared, key, units, decision.allowed() ? nanos : -Math.max(1, nanos));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failed(e);
      }
    }
    return new Taken(this, null, key, units, limiter.take(key, units));
  }

  private int units(Request request) {
    ToIntFunction<Request> each = limiter.limit().cost();
    long asked = (long) cost * (each == null ? 1 : each.applyAsInt(request));
    return limiter.units(Math.clamp(asked, 0, Integer.MAX_VALUE));
  }

  /** The first letter keeps kinds of keys apart. */
  private String name(@Nullable String own, Request request) {
    RateLimit limit = limiter.limit();
    if (own != null) {
      return "k" + own;
    }
    if (limit.by() == RateLimit.By.ALL) {
      return "t";
    }
    return "a" + Long.toHexString(AddressKey.of(request.remote(), limit.ipv6Prefix()));
  }

  private void giveBack(Taken taken) throws InterruptedException {
    if (taken.shared == null || store == null) {
      limiter.giveBack(taken.key, taken.units);
      return;
    }
    try {
      store.giveBack(quota, taken.shared, taken.units);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      failed(e);
    }
  }

  private void failed(Exception failure) {
    long now = System.nanoTime();
    long due = nextReport.get();
    if (now - due >= 0 && nextReport.compareAndSet(due, now + QUIET_NANOS)) {
      Log.WEB.log(
          Level.WARNING,
          "the store of rate limit '"
              + quota.name()
              + "' failed; until it works each process counts by itself",
          failure);
    }
  }
}

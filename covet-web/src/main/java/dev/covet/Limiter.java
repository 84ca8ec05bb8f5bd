package dev.covet;

import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.limit.AddressKey;
import dev.covet.limit.DebtTable;
import dev.covet.limit.KeyHash;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A {@link RateLimit} of a started application, with what its clients owe. Any thread; nothing is
 * allocated for a decision.
 *
 * <p>A key owes time: each request adds the time in which one is refilled, and may not bring it
 * above that of a whole burst.
 */
final class Limiter {
  private static final long SECOND = 1_000_000_000L;

  /** Of draft-ietf-httpapi-ratelimit-headers-10, section 5.1. */
  private static final String TYPE =
      "https://iana.org/assignments/http-problem-types#quota-exceeded";

  private final RateLimit limit;
  private final DebtTable table;
  private final KeyHash hash = new KeyHash();
  private final LongSupplier clock;
  private final long beginning;
  private final long refill;
  private final long most;
  private final ReadyProblem refusal;

  Limiter(RateLimit limit) {
    this.limit = limit;
    this.table = new DebtTable(limit.keys());
    this.clock = limit.clock();
    this.beginning = clock.getAsLong();
    this.refill = limit.refill().toNanos();
    this.most = refill * limit.burst();
    this.refusal = new ReadyProblem(usedUp(limit.name()));
  }

  private static Problem usedUp(String limit) {
    return new Problem(
        Status.TOO_MANY_REQUESTS.code(),
        "Request cannot be satisfied as assigned quota has been exceeded",
        "too many requests: the limit '" + limit + "' is used up for now",
        TYPE,
        Map.of("violated-policies", List.of(limit)));
  }

  RateLimit limit() {
    return limit;
  }

  boolean isSilent() {
    return limit.isSilent();
  }

  /** Whether it can decide on an event loop: it calls nothing of the application and no store. */
  boolean isEarly() {
    boolean known = limit.by() == RateLimit.By.ADDRESS || limit.by() == RateLimit.By.ALL;
    return known && limit.cost() == null && limit.store() == null;
  }

  /** The key of a request's client; for a limit in total the same for all. */
  long key(SocketAddress client, int route) {
    long number = limit.by() == RateLimit.By.ALL ? 0 : AddressKey.of(client, limit.ipv6Prefix());
    return hash.of(number, counted(route));
  }

  long key(String text, int route) {
    return hash.of(text, counted(route));
  }

  /** What is counted of a route's number. */
  int counted(int route) {
    return limit.isEachRoute() ? route : 0;
  }

  /** More than the burst counts as the burst, so that every request can pass some time. */
  int units(int asked) {
    return Math.min(asked, limit.burst());
  }

  /** What the key owes now; or, if that would be too much, the time to wait, negated. */
  long take(long key, int units) {
    return table.take(key, units(units) * refill, most, now());
  }

  /** How long it would have to wait, 0 if it need not. */
  long waitFor(long key, int units) {
    return Math.max(0, owed(key) + units(units) * refill - most);
  }

  void giveBack(long key, int units) {
    table.giveBack(key, units(units) * refill);
  }

  long owed(long key) {
    return table.owed(key, now());
  }

  /** Units that may be taken at once by somebody who owes so much. */
  int remaining(long owed) {
    return (int) Math.max(0, (most - owed) / refill);
  }

  /** Seconds until that is one more; 0 if nothing is owed. */
  long secondsToMore(long owed) {
    long over = owed % refill;
    return owed <= 0 ? 0 : seconds(over == 0 ? refill : over);
  }

  /** Rounded up. */
  static long seconds(long nanos) {
    return (nanos + SECOND - 1) / SECOND;
  }

  ReadyProblem refusal() {
    return refusal;
  }

  private long now() {
    return Math.max(0, clock.getAsLong() - beginning);
  }
}

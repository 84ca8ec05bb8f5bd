package dev.covet;

import dev.covet.limit.DebtTable;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many requests somebody may send: so many in a time, refilled steadily, and so many at once.
 * Immutable; a method that changes something returns a new limit. What is counted belongs to the
 * application that was started with it.
 *
 * <p>It holds where it is declared ({@link Router#rateLimit}, {@link Route#rateLimit}); the same
 * limit in several places is one budget for all of them. Who is over it gets 429 with {@code
 * Retry-After} before the body is read. Limits by address and in total refuse on the event loop,
 * before there is a thread for the request; limits by other keys where they stand among the
 * middleware.
 *
 * <p>Memory: 10 bytes for each of {@link #keys}, taken at start, whatever clients do.
 */
public final class RateLimit {
  /** Who is counted. */
  enum By {
    ADDRESS,
    ALL,
    SESSION,
    PRINCIPAL,
    KEY
  }

  private static final int NETWORK_BITS = 64;
  private static final int KEYS = 100_000;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final By by;
  private final Function<Request, @Nullable String> key;
  private final int requests;
  private final Duration window;
  private int burst;
  private String name;
  private boolean eachRoute;
  private int ipv6Prefix = NETWORK_BITS;
  private int keys = KEYS;
  private boolean silent;
  private @Nullable ToIntFunction<Request> cost;
  private @Nullable RateLimitStore store;
  private LongSupplier clock = System::nanoTime;

  private RateLimit(
      By by, String name, Function<Request, @Nullable String> key, int requests, Duration window) {
    if (requests < 1
        || window.compareTo(Duration.ofNanos(requests)) < 0
        || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a rate limit is at least 1 request, at most 1 in a nanosecond, in at most 366 days; not "
              + requests
              + " in "
              + window);
    }
    this.by = by;
    this.name = name + "-" + ConfigUnits.show(window);
    this.key = key;
    this.requests = requests;
    this.window = window;
    this.burst = requests;
  }

  private RateLimit(RateLimit other) {
    this.by = other.by;
    this.key = other.key;
    this.requests = other.requests;
    this.window = other.window;
    this.burst = other.burst;
    this.name = other.name;
    this.eachRoute = other.eachRoute;
    this.ipv6Prefix = other.ipv6Prefix;
    this.keys = other.keys;
    this.silent = other.silent;
    this.cost = other.cost;
    this.store = other.store;
    this.clock = other.clock;
  }

  private RateLimit with(Consumer<RateLimit> change) {
    RateLimit changed = new RateLimit(this);
    change.accept(changed);
    return changed;
  }

  /**
   * {@return a limit for each client address ({@link Request#remote()}); for IPv6 for each /64
   * network}
   *
   * @param requests how many, at least 1
   * @param window in this time
   * @throws IllegalArgumentException if it is less than one request or more than one in a
   *     nanosecond
   */
  public static RateLimit perAddress(int requests, Duration window) {
    return new RateLimit(By.ADDRESS, "address", request -> null, requests, window);
  }

  /**
   * {@return a limit for all clients together}
   *
   * @param requests how many, at least 1
   * @param window in this time
   * @throws IllegalArgumentException if it is less than one request or more than one in a
   *     nanosecond
   */
  public static RateLimit total(int requests, Duration window) {
    return new RateLimit(By.ALL, "total", request -> null, requests, window);
  }

  /**
   * {@return a limit for each session of {@link Router#sessions}} Requests without one are counted
   * by their address. A client can have as many sessions as it likes, so this goes with a limit by
   * address.
   *
   * @param requests how many, at least 1
   * @param window in this time
   * @throws IllegalArgumentException if it is less than one request or more than one in a
   *     nanosecond
   */
  public static RateLimit perSession(int requests, Duration window) {
    return new RateLimit(
        By.SESSION, "session", request -> request.session().key(), requests, window);
  }

  /**
   * {@return a limit for each principal: of {@link Router#authenticate}, which must be declared
   * before it, else of {@link Session#login}} Requests without one are counted by their address.
   *
   * @param requests how many, at least 1
   * @param window in this time
   * @throws IllegalArgumentException if it is less than one request or more than one in a
   *     nanosecond
   */
  public static RateLimit perPrincipal(int requests, Duration window) {
    return new RateLimit(By.PRINCIPAL, "principal", RateLimit::principal, requests, window);
  }

  private static @Nullable String principal(Request request) {
    Principal known = request.principalOrNull();
    if (known != null) {
      return known.name();
    }
    return request.route().sessions() == null ? null : request.session().principal().orElse(null);
  }

  /**
   * {@return a limit for each value of a key of the application's own} Requests without one are
   * counted by their address. A key must be something that the client can not make up, or everybody
   * has as many budgets as there are keys: check an API key before it is one.
   *
   * @param name what is counted, for the name of the limit
   * @param key finds the key of a request, null if it has none; called on the request's thread
   * @param requests how many, at least 1
   * @param window in this time
   * @throws IllegalArgumentException if it is less than one request or more than one in a
   *     nanosecond
   */
  public static RateLimit per(
      String name, Function<Request, @Nullable String> key, int requests, Duration window) {
    return new RateLimit(By.KEY, name, key, requests, window)
        .name(name + "-" + ConfigUnits.show(window));
  }

  /**
   * {@return this limit with another number of requests at once, in place of all of them}
   *
   * @param requests at least 1
   * @throws IllegalArgumentException if it is less than 1, or so much that it would take more than
   *     ten years to refill
   */
  public RateLimit burst(int requests) {
    if (requests < 1 || refill().multipliedBy(requests).toDays() > 3660) {
      throw new IllegalArgumentException(
          "a burst is at least 1 and refills within ten years, not " + requests);
    }
    return with(changed -> changed.burst = requests);
  }

  /**
   * {@return this limit with another name, by which clients know it}
   *
   * @param name visible ASCII without quotes and backslashes
   * @throws IllegalArgumentException if it holds something else
   */
  public RateLimit name(String name) {
    if (name.isEmpty()
        || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
      throw new IllegalArgumentException("not the name of a rate limit: '" + name + "'");
    }
    return with(changed -> changed.name = name);
  }

  /** {@return this limit, counted for each route by itself} */
  public RateLimit eachRoute() {
    return with(changed -> changed.eachRoute = true);
  }

  /**
   * {@return this limit with another size of an IPv6 client's network}
   *
   * @param bits how many bits of the address count, 16 to 64
   * @throws IllegalArgumentException if it is another number
   */
  public RateLimit ipv6Prefix(int bits) {
    if (bits < 16 || bits > NETWORK_BITS) {
      throw new IllegalArgumentException("an IPv6 client has a /16 to /64, not /" + bits);
    }
    return with(changed -> changed.ipv6Prefix = bits);
  }

  /**
   * {@return this limit with another number of clients that are told apart} Beyond it a new client
   * begins with what the one owed that makes room for it, so a flood of clients wipes out nothing.
   *
   * @param keys how many, 1 to 100 million
   * @throws IllegalArgumentException if it is another number
   */
  public RateLimit keys(int keys) {
    if (keys < 1 || keys > DebtTable.MOST_KEYS) {
      throw new IllegalArgumentException(
          "a rate limit tells 1 to " + DebtTable.MOST_KEYS + " clients apart, not " + keys);
    }
    return with(changed -> changed.keys = keys);
  }

  /** {@return this limit without {@code RateLimit} fields in answers; 429 has Retry-After still} */
  public RateLimit silent() {
    return with(changed -> changed.silent = true);
  }

  /**
   * {@return this limit, of which each request takes what a function says, multiplied by {@link
   * Route#cost}} It is decided on the request's thread then.
   *
   * @param cost how much a request takes; 0 or less for nothing, more than the burst counts as the
   *     burst. It must not read the body
   */
  public RateLimit cost(ToIntFunction<Request> cost) {
    return with(changed -> changed.cost = cost);
  }

  /**
   * {@return this limit, counted in a store that several processes share} It is decided on the
   * request's thread then. While the store fails, each process counts by itself.
   *
   * @param store the store
   */
  public RateLimit store(RateLimitStore store) {
    return with(changed -> changed.store = store);
  }

  /**
   * {@return this limit with another clock, for tests}
   *
   * @param nanos the time in nanoseconds, from any beginning; any thread asks it
   */
  public RateLimit clock(LongSupplier nanos) {
    return with(changed -> changed.clock = nanos);
  }

  /** {@return name, requests and time, for people} */
  @Override
  public String toString() {
    return name + ": " + requests + " in " + ConfigUnits.show(window) + ", " + burst + " at once";
  }

  // for the application layer itself

  By by() {
    return by;
  }

  @Nullable String key(Request request) {
    return key.apply(request);
  }

  int requests() {
    return requests;
  }

  Duration window() {
    return window;
  }

  /** The time in which one request is refilled. */
  Duration refill() {
    return Duration.ofNanos(window.toNanos() / requests);
  }

  int burst() {
    return burst;
  }

  String name() {
    return name;
  }

  boolean isEachRoute() {
    return eachRoute;
  }

  int ipv6Prefix() {
    return ipv6Prefix;
  }

  int keys() {
    return keys;
  }

  boolean isSilent() {
    return silent;
  }

  @Nullable ToIntFunction<Request> cost() {
    return cost;
  }

  @Nullable RateLimitStore store() {
    return store;
  }

  LongSupplier clock() {
    return clock;
  }
}

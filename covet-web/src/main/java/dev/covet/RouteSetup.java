package dev.covet;

import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.spi.RouteDescription.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A route while it is put together at start: what its middleware may know about it, and what it
 * leaves for it. Used once, by one thread.
 */
final class RouteSetup {
  private final @Nullable Method method;
  private final String name;
  private final int cost;
  private final int number;
  private final Map<RateLimit, Limiter> limiters;
  private final boolean dev;
  private final @Nullable ConcurrencyLimit concurrency;
  private @Nullable SessionKeeper sessions;
  private @Nullable String sessionsUser;
  private final List<Limiter> early = new ArrayList<>();
  private final Set<String> limitNames = new HashSet<>();
  private final Set<Status> refusals = new HashSet<>();
  private final boolean anonymous;
  private final List<Access> access;
  private @Nullable Authentication authentication;
  private boolean keepsAnswers;

  private RouteSetup(
      @Nullable Method method,
      String name,
      int cost,
      int number,
      Map<RateLimit, Limiter> limiters,
      ConcurrencyLimit.@Nullable Declared concurrency,
      boolean anonymous,
      List<Access> access,
      boolean dev) {
    this.anonymous = anonymous;
    this.access = access;
    this.method = method;
    this.name = name;
    this.cost = cost;
    this.number = number;
    this.limiters = limiters;
    this.dev = dev;
    this.concurrency = concurrency == null ? null : new ConcurrencyLimit(concurrency);
  }

  /**
   * A declared route.
   *
   * @param name for messages
   * @param number another one for each route, above 0
   * @param limiters those of the application so far, one for each declared limit
   * @param around rules of the groups around it about who may use it
   * @param dev whether the application runs in dev mode
   */
  static RouteSetup of(
      Route route,
      String name,
      int number,
      Map<RateLimit, Limiter> limiters,
      List<Access> around,
      boolean dev) {
    boolean anonymous = route.statements().anonymous;
    List<Access> access = new ArrayList<>(anonymous ? List.of() : around);
    access.addAll(route.statements().access);
    return new RouteSetup(
        route.method(),
        name,
        route.cost(),
        number,
        limiters,
        route.concurrency(),
        anonymous,
        List.copyOf(access),
        dev);
  }

  /** A route that answers when no declared one does. */
  static RouteSetup terminal(String name, Map<RateLimit, Limiter> limiters, boolean dev) {
    return new RouteSetup(null, name, 1, 0, limiters, null, false, List.of(), dev);
  }

  /** Null for a terminal route. */
  @Nullable Method method() {
    return method;
  }

  String name() {
    return name;
  }

  /** The whole pattern, empty for a terminal route. */
  String pattern() {
    return method == null ? "" : name.substring(name.indexOf(' ') + 1);
  }

  /** What one request takes from rate limits. */
  int cost() {
    return cost;
  }

  /** Another one for each route, 0 for all terminal ones. */
  int number() {
    return number;
  }

  boolean dev() {
    return dev;
  }

  /**
   * Gives the route its sessions.
   *
   * @throws IllegalStateException if it has others
   */
  void sessions(SessionKeeper keeper) {
    if (sessions != null && method != null) {
      throw new IllegalStateException(
          name + ": sessions are declared twice, for the route or around it; declare them once");
    }
    sessions = keeper;
  }

  /**
   * Makes the middleware that finds out who uses the route.
   *
   * @throws IllegalStateException if it has another one
   */
  Middleware authenticate(Authentication declared) {
    if (authentication != null && method != null) {
      throw new IllegalStateException(
          name
              + ": authentication is declared twice around the route; declare it once, with all"
              + " authenticators, or in groups beside each other");
    }
    if (keepsAnswers) {
      throw new IllegalStateException(
          name
              + ": Idempotency is declared before authentication, so a kept answer would go to"
              + " whoever has its key; declare app.authenticate(…) first");
    }
    authentication = declared;
    for (Authenticator one : declared.authenticators()) {
      if (one.needsSessions()) {
        needSessions("the authenticator '" + one.name() + "'");
      }
    }
    return new AuthenticatedRoute(declared.authenticators(), anonymous, access);
  }

  /** Says that something declared here answers without the rest. */
  void keepsAnswers() {
    keepsAnswers = true;
  }

  /** How clients may show who they are; null if nothing here asks. */
  @Nullable Authentication authentication() {
    return authentication;
  }

  /** What clients must show, for documents; if nothing here asks, what was said elsewhere. */
  List<Requirement> asked(List<Requirement> said) {
    if (authentication == null || anonymous) {
      return said;
    }
    List<String> scopes =
        access.stream().flatMap(rule -> rule.scopes().stream()).distinct().toList();
    return authentication.authenticators().stream()
        .map(one -> new Requirement(one.name(), scopes))
        .toList();
  }

  /** What the rules need in words, perhaps empty. */
  String needs() {
    return access.stream().map(Access::toString).collect(Collectors.joining("; "));
  }

  private void checkAccess() {
    if (access.isEmpty()) {
      return;
    }
    if (anonymous) {
      throw new IllegalStateException(
          name + ": everyone may use it, and it requires " + needs() + "; keep one of both");
    }
    if (authentication == null && method != null) {
      throw new IllegalStateException(
          name
              + ": it requires "
              + needs()
              + ", and nothing finds out who its clients are; declare app.authenticate(…) around"
              + " it");
    }
  }

  /** Says who can not do without sessions. */
  void needSessions(String user) {
    sessionsUser = user;
  }

  @Nullable SessionKeeper sessions() {
    return sessions;
  }

  /**
   * The limiter of a declared limit, the same for all routes; null if a terminal route has one of
   * that name, from another group with its prefix.
   *
   * @throws IllegalStateException if another route has two of one name
   */
  @Nullable Limiter limiter(RateLimit limit) {
    if (limitNames.add(limit.name())) {
      return limiters.computeIfAbsent(limit, Limiter::new);
    }
    if (method == null) {
      return null;
    }
    throw new IllegalStateException(
        name
            + ": two rate limits have the name '"
            + limit.name()
            + "'; give one of them another by .name(…)");
  }

  /** Says that clients of the route must expect a status, for documents. */
  void expect(Status refusal) {
    refusals.add(refusal);
  }

  Set<Status> refusals() {
    return refusals;
  }

  /** Lets a limiter decide before there is a thread. */
  void admitBy(Limiter limiter) {
    early.add(limiter);
  }

  /**
   * The middleware of the route: what was declared, made for it, without what it does not need.
   *
   * @throws IllegalStateException if some of it does not go together
   */
  List<Middleware> middleware(List<Middleware> declared) {
    List<Middleware> made = new ArrayList<>();
    for (Middleware one : declared) {
      Middleware own = one instanceof RouteMiddleware many ? many.forRoute(this) : one;
      if (own != null) {
        made.add(own);
      }
    }
    checkAccess();
    if (sessionsUser != null && sessions == null) {
      throw new IllegalStateException(
          name
              + ": "
              + sessionsUser
              + " needs sessions; declare them around the route: app.sessions(…)");
    }
    if (concurrency != null) {
      expect(Status.SERVICE_UNAVAILABLE);
      made.addFirst(concurrency);
    }
    List<Limiter> shown = early.stream().filter(limiter -> !limiter.isSilent()).toList();
    if (!shown.isEmpty()) {
      made.addFirst(new RateLimitFields(shown, number));
    }
    return List.copyOf(made);
  }

  /**
   * What decides before there is a thread, or null for nothing. To be asked after the middleware.
   */
  @Nullable Admission admission() {
    Admission limits = early.isEmpty() ? null : new EarlyLimits(early, cost, number);
    if (concurrency == null || limits == null) {
      return concurrency == null ? limits : concurrency;
    }
    // What finds no place shall not be taken from a limit.
    return request -> {
      Response<?> busy = concurrency.admit(request);
      return busy != null ? busy : limits.admit(request);
    };
  }
}

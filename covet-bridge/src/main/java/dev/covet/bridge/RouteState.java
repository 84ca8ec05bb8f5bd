package dev.covet.bridge;

import dev.covet.spi.ServingPlan;
import java.util.concurrent.TimeUnit;

/**
 * What the bridge has learnt about one route: whether its handler may be carried by event loops. A
 * route starts on probation; after {@value #PROOF} short runs in a row (a run is the time from one
 * park to the next) it goes to the loop. When the watchdog sees it hold a loop it goes back, and
 * waits longer for each new try.
 *
 * <p>Safe for any thread. Counting loses an update now and then when two carriers end a run at the
 * same time; it only delays the promotion.
 */
final class RouteState {
  /** A run up to this long is short. */
  static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** A run of this length would have hurt the connections of a loop. */
  static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Short runs that a new route needs. */
  static final int PROOF = 50;

  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_DOUBLINGS = 8;
  private static final long FIRST_PENALTY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ServingPlan plan;
  private volatile Lane lane;
  private volatile int credit;
  private volatile int holds;
  private volatile long notBefore;

  // the watchdog only
  private boolean reported;
  private long lastReport;

  private RouteState(ServingPlan plan) {
    this.plan = plan;
    this.lane =
        switch (plan.placement()) {
          case AUTO -> Lane.PROBATION;
          case LOOP -> Lane.LOOP;
          case OFFLOAD -> Lane.OFFLOAD;
        };
  }

  /** The state of a route, kept in its plan. */
  static RouteState of(ServingPlan plan) {
    Object known = plan.server().get();
    if (known instanceof RouteState state) {
      return state;
    }
    RouteState fresh = new RouteState(plan);
    return plan.server().compareAndSet(null, fresh) ? fresh : of(plan);
  }

  /** The route's plan. */
  ServingPlan plan() {
    return plan;
  }

  /** Where its next request goes. */
  Lane lane() {
    return lane;
  }

  /** How often it held a loop. */
  int holds() {
    return holds;
  }

  /**
   * Counts one run on a probation carrier: a short one is credit, a longer one halves it (it may be
   * the machine's fault), a long one takes it all.
   *
   * @param nanos how long it held its carrier
   * @param now the time
   * @return whether this run promoted the route to the loop
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // a lost update only delays the promotion
  boolean ran(long nanos, long now) {
    if (lane != Lane.PROBATION) {
      return false;
    }
    if (nanos > SHORT_NANOS) {
      credit = nanos >= LONG_NANOS ? 0 : credit / 2;
      return false;
    }
    int earned = credit + 1;
    credit = earned;
    int tries = Math.min(holds, MOST_DOUBLINGS);
    if (earned < PROOF << tries || (tries > 0 && now - notBefore < 0)) {
      return false;
    }
    lane = Lane.LOOP;
    return true;
  }

  /**
   * Takes the route off the loops because its handler holds one. By the watchdog alone.
   *
   * @param now the time
   * @return whether it went back to probation; false if its place is fixed or it is there already
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  boolean held(long now) {
    if (plan.placement() != ServingPlan.Placement.AUTO || lane != Lane.LOOP) {
      return false;
    }
    notBefore = now + (FIRST_PENALTY_NANOS << Math.min(holds, MOST_DOUBLINGS));
    holds++;
    credit = 0;
    lane = Lane.PROBATION;
    return true;
  }

  /**
   * Whether a hold of this route is worth a line of the log: one whose place is fixed may hold its
   * loop at each request. By the watchdog alone.
   *
   * @param now the time
   * @return false if there was one a short time ago
   */
  boolean mayReport(long now) {
    if (reported && now - lastReport < REPORT_NANOS) {
      return false;
    }
    reported = true;
    lastReport = now;
    return true;
  }
}

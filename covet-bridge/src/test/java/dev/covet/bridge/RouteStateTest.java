package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.spi.ServingPlan;
import dev.covet.spi.ServingPlan.Placement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouteStateTest {
  private static final long SHORT = TimeUnit.MICROSECONDS.toNanos(50);
  private final RouteState route = RouteState.of(FakeApplication.plan("/x", Placement.AUTO));

  private int runsUntilPromotion(long now) {
    for (int i = 1; i <= 1_000_000; i++) {
      if (route.ran(SHORT, now)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void aRouteIsPromotedAfterEnoughShortRuns() {
    assertThat(route.lane()).isEqualTo(Lane.PROBATION);
    assertThat(runsUntilPromotion(0)).isEqualTo(RouteState.PROOF);
    assertThat(route.lane()).isEqualTo(Lane.LOOP);
  }

  @Test
  void aLongRunTakesAllCredit() {
    for (int i = 1; i < RouteState.PROOF; i++) {
      route.ran(SHORT, 0);
    }
    route.ran(RouteState.LONG_NANOS, 0);
    assertThat(runsUntilPromotion(0)).isEqualTo(RouteState.PROOF);
  }

  @Test
  void aRunThatIsNotQuiteShortTakesHalfOfTheCredit() {
    for (int i = 0; i < 40; i++) {
      route.ran(SHORT, 0);
    }
    route.ran(RouteState.SHORT_NANOS + 1, 0);
    assertThat(runsUntilPromotion(0)).isEqualTo(RouteState.PROOF - 20);
  }

  @Test
  void aRouteThatHeldItsLoopWaitsLongerForEachTry() {
    runsUntilPromotion(0);
    assertThat(route.held(0)).isTrue();
    assertThat(route.lane()).isEqualTo(Lane.PROBATION);
    assertThat(runsUntilPromotion(TimeUnit.SECONDS.toNanos(9))).isEqualTo(-1);
    assertThat(runsUntilPromotion(TimeUnit.SECONDS.toNanos(10))).isPositive();
    assertThat(route.held(0)).isTrue();
    assertThat(runsUntilPromotion(TimeUnit.SECONDS.toNanos(19))).isEqualTo(-1);
    assertThat(runsUntilPromotion(TimeUnit.SECONDS.toNanos(20))).isPositive();
    assertThat(route.holds()).isEqualTo(2);
  }

  @Test
  void aHoldOfARouteOnProbationChangesNothing() {
    assertThat(route.held(0)).isFalse();
    assertThat(route.holds()).isZero();
  }

  @Test
  void aFixedPlaceStays() {
    RouteState onLoop = RouteState.of(FakeApplication.plan("/l", Placement.LOOP));
    RouteState offloaded = RouteState.of(FakeApplication.plan("/o", Placement.OFFLOAD));
    assertThat(onLoop.held(0)).isFalse();
    assertThat(onLoop.lane()).isEqualTo(Lane.LOOP);
    assertThat(offloaded.ran(1, 0)).isFalse();
    assertThat(offloaded.lane()).isEqualTo(Lane.OFFLOAD);
  }

  @Test
  void theStateIsKeptInThePlan() {
    ServingPlan plan = FakeApplication.plan("/x", Placement.AUTO);
    assertThat(RouteState.of(plan)).isSameAs(RouteState.of(plan));
  }

  @Test
  void holdsOfOneRouteAreReportedNowAndThen() {
    assertThat(route.mayReport(5)).isTrue();
    assertThat(route.mayReport(TimeUnit.SECONDS.toNanos(10))).isFalse();
    assertThat(route.mayReport(TimeUnit.SECONDS.toNanos(10) + 5)).isTrue();
  }
}

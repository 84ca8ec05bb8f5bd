package dev.covet.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 5 s of grace and 240 B/s; time is stepped. */
class BodyClockTest {
  private static final long SECOND = 1_000_000_000L;
  private final BodyClock clock = new BodyClock(Limits.defaults());

  @Test
  void doesNotRunWhileTheServerDoesNotWant() {
    assertThat(clock.waiting()).isFalse();
    assertThat(clock.over(1000 * SECOND)).isFalse();
    assertThat(clock.arrived(1000 * SECOND)).isZero();
  }

  @Test
  void aBodyThatNeverComesIsOverAfterTheGraceTime() {
    clock.await(100 * SECOND, 0);
    assertThat(clock.waiting()).isTrue();
    assertThat(clock.end()).isEqualTo(105 * SECOND);
    assertThat(clock.over(105 * SECOND - 1)).isFalse();
    assertThat(clock.over(105 * SECOND)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE - 2 * SECOND, -3 * SECOND, Long.MIN_VALUE})
  void anyOriginOfTheClockWillDo(long origin) {
    clock.await(origin, 0);
    assertThat(clock.over(origin + 5 * SECOND - 1)).isFalse();
    assertThat(clock.over(origin + 5 * SECOND)).isTrue();
    assertThat(clock.arrived(origin + 4 * SECOND)).isEqualTo(4 * SECOND);
  }

  @Test
  void timeInWhichTheHandlerWorksDoesNotCount() {
    long now = 0;
    for (int i = 0; i < 100; i++) {
      clock.await(now, i * 240L);
      now += SECOND;
      assertThat(clock.over(now)).isFalse();
      assertThat(clock.arrived(now)).isEqualTo(SECOND);
      now += 1000 * SECOND;
      assertThat(clock.over(now)).isFalse();
    }
  }

  @Test
  void theMinimumRateIsEnoughForEver() {
    long now = 0;
    for (int i = 0; i < 1000; i++) {
      clock.await(now, i * 240L);
      now += SECOND;
      assertThat(clock.over(now)).as("second %d", i).isFalse();
      clock.arrived(now);
    }
  }

  @Test
  void lessThanTheMinimumRateIsOverWhenTheGraceTimeIsUsedUp() {
    long now = 0;
    int seconds = 0;
    while (seconds < 1000) {
      clock.await(now, seconds * 120L);
      now += SECOND;
      if (clock.over(now)) {
        break;
      }
      clock.arrived(now);
      seconds++;
    }
    // Half the rate: each second costs half a second of the five.
    assertThat(seconds).isBetween(8, 10);
  }

  @Test
  void aDripOfBytesDoesNotSetTheClockBack() {
    long now = 0;
    long taken = 0;
    while (now < 100 * SECOND) {
      clock.await(now, taken++);
      now += SECOND / 10;
      if (clock.over(now)) {
        break;
      }
      clock.arrived(now);
    }
    assertThat(now).isBetween(5 * SECOND, 6 * SECOND);
  }

  @Test
  void manyBytesBuyNoMoreThanTheGraceTime() {
    clock.await(0, 0);
    clock.arrived(4 * SECOND);
    clock.await(4 * SECOND, 1 << 30);
    assertThat(clock.end()).isEqualTo(9 * SECOND);
    clock.await(5 * SECOND, Long.MAX_VALUE);
    assertThat(clock.end()).isEqualTo(10 * SECOND);
  }

  @Test
  void awaitingAgainGoesOnWithTheSameWait() {
    clock.await(0, 0);
    clock.await(3 * SECOND, 0);
    assertThat(clock.end()).isEqualTo(5 * SECOND);
    assertThat(clock.over(5 * SECOND)).isTrue();
  }

  @Test
  void resetBeginsAnew() {
    clock.await(0, 1000);
    clock.arrived(4 * SECOND);
    clock.reset();
    assertThat(clock.waiting()).isFalse();
    clock.await(10 * SECOND, 0);
    assertThat(clock.end()).isEqualTo(15 * SECOND);
  }

  @Test
  void aRateOfZeroGrantsTimeForEveryByte() {
    BodyClock lax =
        new BodyClock(
            Limits.defaults().toBuilder().bodyRate(0).bodyGrace(Duration.ofSeconds(1)).build());
    long now = 0;
    for (int i = 0; i < 100; i++) {
      lax.await(now, i);
      now += SECOND - 1;
      assertThat(lax.over(now)).isFalse();
      lax.arrived(now);
    }
    lax.await(now, 99);
    assertThat(lax.over(now + SECOND)).isTrue();
  }
}

package dev.covet.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 15 s without progress, or below 240 B/s over 30 s; time is stepped. */
class ProgressClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int NEVER = 1_000_000;
  private final ProgressClock clock = new ProgressClock(Limits.defaults());

  /** Seconds until the peer is too slow that takes so many bytes each second of a large answer. */
  private int secondsUntilOver(long origin, int bytesASecond) {
    int unsent = 100_000_000;
    assertThat(clock.sent(unsent, origin)).isTrue();
    for (int second = 1; second <= 300; second++) {
      unsent -= bytesASecond;
      if (clock.over(origin + second * SECOND, unsent)) {
        return second;
      }
    }
    return NEVER;
  }

  @Test
  void doesNotRunWhileNothingWaits() {
    assertThat(clock.waiting()).isFalse();
    assertThat(clock.over(1000 * SECOND, 0)).isFalse();
    assertThat(clock.over(1000 * SECOND, 5)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5 * SECOND, Long.MAX_VALUE - 3 * SECOND})
  void aPeerThatTakesNothingIsOverAfterTheStallTime(long origin) {
    assertThat(secondsUntilOver(origin, 0)).isEqualTo(15);
  }

  @Test
  void aPeerThatDripsIsOverAfterTheWindow() {
    assertThat(secondsUntilOver(0, 1)).isEqualTo(30);
  }

  @Test
  void justBelowTheRateIsOver() {
    assertThat(secondsUntilOver(0, 239)).isEqualTo(30);
  }

  @Test
  void theRateItselfIsEnough() {
    assertThat(secondsUntilOver(0, 240)).isEqualTo(NEVER);
  }

  @Test
  void aPeerThatBecomesSlowLaterIsFoundInALaterWindow() {
    int unsent = 100_000_000;
    clock.sent(unsent, 0);
    for (int second = 1; second <= 60; second++) {
      unsent -= 100_000;
      assertThat(clock.over(second * SECOND, unsent)).isFalse();
    }
    int second = 61;
    while (!clock.over(second * SECOND, unsent)) {
      second++;
      unsent -= 10;
      assertThat(second).isLessThan(200);
    }
    assertThat(second).isBetween(89, 121);
  }

  @Test
  void progressShortOfTheStallTimeIsProgress() {
    int unsent = 1_000_000;
    clock.sent(unsent, 0);
    for (int second = 1; second <= 300; second++) {
      // Each window of 30 s holds at least two of these steps: 8,400 bytes of the 7,200 it needs.
      if (second % 14 == 0) {
        unsent -= 14 * 300;
      }
      assertThat(clock.over(second * SECOND, unsent)).as("second %d", second).isFalse();
    }
  }

  @Test
  void aQuietProducerIsNotStalled() {
    long now = 0;
    for (int i = 0; i < 100; i++) {
      clock.sent(10, now);
      now += SECOND;
      assertThat(clock.over(now, 0)).isFalse();
      assertThat(clock.waiting()).isFalse();
      now += 1000 * SECOND;
      assertThat(clock.over(now, 0)).isFalse();
    }
  }

  @Test
  void eachWaitIsMeasuredFromItsOwnBegin() {
    clock.sent(1000, 0);
    assertThat(clock.over(14 * SECOND, 1000)).isFalse();
    assertThat(clock.over(15 * SECOND - 1, 0)).isFalse();
    assertThat(clock.over(16 * SECOND, 0)).isFalse();
    assertThat(clock.sent(1000, 100 * SECOND)).isTrue();
    assertThat(clock.over(114 * SECOND, 1000)).isFalse();
    assertThat(clock.over(115 * SECOND, 1000)).isTrue();
  }

  @Test
  void sendingMoreIsNoProgressOfThePeer() {
    long now = 0;
    int unsent = 0;
    int seconds = 0;
    while (seconds < 100) {
      clock.sent(1000, now);
      unsent += 1000;
      now += SECOND;
      seconds++;
      if (clock.over(now, unsent)) {
        break;
      }
    }
    assertThat(seconds).isEqualTo(15);
  }

  @Test
  void looksAtMostOnceASecond() {
    clock.sent(1000, 0);
    assertThat(clock.end()).isEqualTo(SECOND);
    assertThat(clock.over(SECOND - 1, 0)).isFalse();
    assertThat(clock.waiting()).as("not looked at yet").isTrue();
    assertThat(clock.over(SECOND, 1)).isFalse();
    assertThat(clock.end()).isEqualTo(2 * SECOND);
  }
}

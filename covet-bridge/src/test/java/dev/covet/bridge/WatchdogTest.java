package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  @Test
  void aPauseOfTheJvmDoesNotCount() {
    assertThat(Watchdog.counted(5, 5, 0)).isEqualTo(5);
    assertThat(Watchdog.counted(105, 5, 0)).isEqualTo(5);
  }

  @Test
  void timeInWhichOnlyTheWatchdogHadNoCpuCounts() {
    assertThat(Watchdog.counted(105, 5, 100)).isEqualTo(105);
    assertThat(Watchdog.counted(105, 5, 60)).isEqualTo(65);
  }

  @Test
  void itTakesItsTimeWhenNothingHasRunForAWhile() {
    assertThat(Watchdog.sleep(true, 0, 5)).isEqualTo(5);
    assertThat(Watchdog.sleep(false, 0, 5)).isEqualTo(10);
    assertThat(Watchdog.sleep(false, 19, 5)).isEqualTo(10);
    assertThat(Watchdog.sleep(false, 20, 5)).isEqualTo(40);
    assertThat(Watchdog.sleep(false, Integer.MAX_VALUE, 5)).isEqualTo(40);
  }

  @Test
  void aWatchSeesThatSomethingHasRun() {
    FakeLoop loop = new FakeLoop();
    LoopWatch watch = new LoopWatch(loop, () -> 0, Runnable::run);
    watch.look(1, 1);
    assertThat(watch.ran()).isFalse();
    loop.carries = 2;
    watch.look(2, 1);
    assertThat(watch.ran()).isTrue();
    watch.look(3, 1);
    assertThat(watch.ran()).isFalse();
  }

  @Test
  void itKeepsTheClockAndGoesOnAfterAFailure() {
    FakeLoop broken = new FakeLoop();
    CoarseClock clock = new CoarseClock();
    clock.nanos(0);
    LoopWatch watch =
        new LoopWatch(
            broken,
            () -> {
              throw new IllegalStateException("no statistics");
            },
            Runnable::run);
    broken.carries = 1;
    Watchdog watchdog =
        new Watchdog(List.of(watch), clock, new Overload(OverloadMarks.NONE), Duration.ofMillis(1));
    try (LogRecords log = new LogRecords()) {
      watchdog.start();
      await().until(() -> log.messages().contains("the watchdog failed to look at a loop"));
      long seen = clock.nanos();
      await().until(() -> clock.nanos() > seen);
    } finally {
      watchdog.close();
    }
  }
}

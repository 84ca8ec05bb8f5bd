package dev.covet.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant BEGUN = Instant.parse("2026-11-25T10:00:00Z");

  @Test
  void itGoesOnByWhatHasPassed() {
    // Where nanoTime begins is nobody's business, and it may pass the end of its range.
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    SteadyClock clock = new SteadyClock(BEGUN.toEpochMilli(), nanos::get);
    assertThat(clock.instant()).isEqualTo(BEGUN);
    nanos.addAndGet(Duration.ofMillis(1500).toNanos());
    assertThat(clock.instant()).isEqualTo(BEGUN.plusMillis(1500));
    assertThat(clock.millis()).isEqualTo(BEGUN.toEpochMilli() + 1500);
  }

  @Test
  void thereIsOneInAProcess() {
    assertThat(SteadyClock.get()).isSameAs(SteadyClock.get());
  }
}

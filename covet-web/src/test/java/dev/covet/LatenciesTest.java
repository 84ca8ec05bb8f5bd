package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  private Latencies.Sum sum(Latencies... all) {
    Latencies.Sum sum = new Latencies.Sum();
    for (Latencies one : all) {
      sum.add(one);
    }
    return sum;
  }

  @Test
  void percentilesAreAtMostAnEighthTooHighAndTheLongestIsExact() {
    for (int i = 1; i <= 1000; i++) {
      latencies.add(TimeUnit.MICROSECONDS.toNanos(i * 10), i % 100 == 0);
    }
    Latencies.Sum sum = sum(latencies);
    assertThat(sum.count()).isEqualTo(1000);
    assertThat(sum.failed()).isEqualTo(10);
    assertThat(sum.longestNanos()).isEqualTo(10_000_000);
    assertThat(sum.percentileNanos(0.5)).isBetween(5_000_000L, 5_000_000L * 9 / 8);
    assertThat(sum.percentileNanos(0.9)).isBetween(9_000_000L, 9_000_000L * 9 / 8);
    assertThat(sum.percentileNanos(1)).isEqualTo(10_000_000);
  }

  @Test
  void whatIsNothingAndWhatTakesForEverHaveTheirPlace() {
    latencies.add(0, false);
    latencies.add(-1, false);
    assertThat(sum(latencies).percentileNanos(1)).isZero();
    latencies.add(Long.MAX_VALUE, false);
    assertThat(sum(latencies).count()).isEqualTo(3);
    assertThat(sum(latencies).longestNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(sum().percentileNanos(0.5)).isZero();
  }

  @Test
  void bucketsFollowOneAnotherWithoutAGap() {
    int last = 0;
    for (long nanos = 1; nanos < 1L << 41; nanos += Math.max(1, nanos / 64)) {
      int bucket = Latencies.bucket(nanos);
      assertThat(bucket).isBetween(last, last + 1);
      last = bucket;
    }
    assertThat(last).isEqualTo(Latencies.BUCKETS - 1);
  }

  @Test
  void loopsAreSummedUp() {
    Latencies other = new Latencies();
    latencies.add(2_000_000, false);
    other.add(50_000_000, true);
    Latencies.Sum sum = sum(latencies, other);
    assertThat(sum.count()).isEqualTo(2);
    assertThat(sum.failed()).isEqualTo(1);
    assertThat(sum.longestNanos()).isEqualTo(50_000_000);
    assertThat(sum.percentileNanos(0.5)).isBetween(2_000_000L, 2_250_000L);
  }
}

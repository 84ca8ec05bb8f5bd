package soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SlopeTest {
  private static final int MINUTES = 60;

  private static void run(List<Sample> samples, int run, int count, IntToDoubleFunction value) {
    for (int i = 0; i < count; i++) {
      long[] readings = new long[Readings.NAMES.length];
      readings[0] = Math.round(value.applyAsDouble(i));
      samples.add(new Sample(run, i * 60L, readings));
    }
  }

  private static Slope heap(List<Sample> samples) {
    return Slope.of(samples, sample -> sample.get("heap"));
  }

  @Test
  void steadyGrowthIsFound() {
    List<Sample> samples = new ArrayList<>();
    Random noise = new Random(1);
    run(samples, 1, MINUTES, i -> 1_000_000 + 10_000 * i / 60.0 + noise.nextGaussian() * 1000);
    Slope slope = heap(samples);
    assertThat(slope.percent()).isCloseTo(1, within(0.2));
    assertThat(slope.low()).isBetween(0.5, slope.percent());
    assertThat(slope.high()).isBetween(slope.percent(), 1.5);
  }

  @Test
  void someSamplesThatStandOutAreNoGrowth() {
    List<Sample> samples = new ArrayList<>();
    run(samples, 1, MINUTES, i -> i > 40 && i % 5 == 0 ? 1_080_000 : 1_000_000 + i % 3);
    Slope slope = heap(samples);
    assertThat(slope.percent()).isCloseTo(0, within(0.01));
    assertThat(slope.low()).isLessThanOrEqualTo(0);
  }

  @Test
  void eachRunHasItsOwnLevel() {
    List<Sample> samples = new ArrayList<>();
    run(samples, 1, MINUTES, i -> 1_000_000);
    run(samples, 2, MINUTES, i -> 2_000_000);
    assertThat(heap(samples)).extracting(Slope::percent).isEqualTo(0.0);
    assertThat(heap(samples).high()).isZero();
  }

  @Test
  void aWeekOfSamplesIsThinned() {
    List<Sample> samples = new ArrayList<>();
    run(samples, 1, 7 * 24 * MINUTES, i -> 1_000_000 + 5000 * i / 60.0);
    Slope slope = heap(samples);
    assertThat(slope.percent() * slope.middle() / 100).isCloseTo(5000, within(10.0));
  }

  @Test
  void nothingAndOneSampleHaveNoSlope() {
    List<Sample> samples = new ArrayList<>();
    assertThat(heap(samples)).isEqualTo(new Slope(0, 0, 0, 0));
    run(samples, 1, 1, i -> 1_000_000);
    assertThat(heap(samples)).isEqualTo(new Slope(1_000_000, 0, 0, 0));
  }
}

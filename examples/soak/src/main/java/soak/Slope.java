package soak;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How something grows with time: the median of the slopes between all pairs of samples of a run
 * (Theil and Sen), with the interval that it lies in at 95 %. A sample in which the compiler was
 * just at work does not move it, steady growth does. Each run has its own level: a new process
 * begins anew, but grows as the one before.
 *
 * @param middle the median of all samples
 * @param percent of that in an hour
 * @param low the least that it may be, in the same unit
 * @param high the most
 */
record Slope(double middle, double percent, double low, double high) {
  private static final double HOUR = 3600;

  /** Half a million pairs tell as much as the fifty million of a week. */
  private static final int MOST_SAMPLES = 1000;

  private static final double WIDTH = 1.96;

  static Slope of(List<Sample> samples, ToDoubleFunction<Sample> value) {
    List<List<Sample>> runs =
        samples.stream().collect(Collectors.groupingBy(Sample::run)).values().stream()
            .map(Slope::thinned)
            .toList();
    double[] values = samples.stream().mapToDouble(value).sorted().toArray();
    double middle = values.length == 0 ? 0 : values[values.length / 2];
    double[] slopes = runs.stream().flatMapToDouble(run -> slopes(run, value)).sorted().toArray();
    if (slopes.length == 0 || middle == 0) {
      return new Slope(middle, 0, 0, 0);
    }
    // Kendall's variance of the number of pairs that rise
    double variance =
        runs.stream().mapToDouble(List::size).map(n -> n * (n - 1) * (2 * n + 5) / 18).sum();
    double half = WIDTH * Math.sqrt(variance) / 2;
    double centre = (slopes.length - 1) / 2.0;
    return new Slope(
        middle,
        100 / middle * at(slopes, centre),
        100 / middle * at(slopes, Math.floor(centre - half)),
        100 / middle * at(slopes, Math.ceil(centre + half)));
  }

  private static double at(double[] sorted, double index) {
    double within = Math.clamp(index, 0, sorted.length - 1);
    return (sorted[(int) Math.floor(within)] + sorted[(int) Math.ceil(within)]) / 2;
  }

  private static DoubleStream slopes(List<Sample> run, ToDoubleFunction<Sample> value) {
    return run.stream()
        .flatMapToDouble(
            from ->
                run.stream()
                    .filter(to -> to.seconds() > from.seconds())
                    .mapToDouble(
                        to ->
                            (value.applyAsDouble(to) - value.applyAsDouble(from))
                                / ((to.seconds() - from.seconds()) / HOUR)));
  }

  private static List<Sample> thinned(List<Sample> run) {
    int step = (run.size() + MOST_SAMPLES - 1) / MOST_SAMPLES;
    return IntStream.iterate(0, i -> i < run.size(), i -> i + step).mapToObj(run::get).toList();
  }
}

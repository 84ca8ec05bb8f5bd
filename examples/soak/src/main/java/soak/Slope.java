package soak;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How something grows with time, by least squares. Each run has its own level: a new process begins
 * anew, but grows as the one before.
 *
 * @param mean of all samples
 * @param percent of the mean in an hour
 * @param error the standard error of that, in the same unit
 */
record Slope(double mean, double percent, double error) {
  private static final double HOUR = 3600;

  static Slope of(List<Sample> samples, ToDoubleFunction<Sample> value) {
    Map<Integer, List<Sample>> runs = samples.stream().collect(Collectors.groupingBy(Sample::run));
    double timeSquares = 0;
    double products = 0;
    double valueSquares = 0;
    for (List<Sample> run : runs.values()) {
      double time = mean(run, Slope::hours);
      double level = mean(run, value);
      for (Sample sample : run) {
        double x = hours(sample) - time;
        double y = value.applyAsDouble(sample) - level;
        timeSquares += x * x;
        products += x * y;
        valueSquares += y * y;
      }
    }
    double mean = mean(samples, value);
    int freedom = samples.size() - runs.size() - 1;
    if (mean == 0 || timeSquares == 0 || freedom < 1) {
      return new Slope(mean, 0, 0);
    }
    double slope = products / timeSquares;
    double rest = Math.max(0, valueSquares - slope * products);
    double error = Math.sqrt(rest / freedom / timeSquares);
    return new Slope(mean, 100 * slope / mean, 100 * error / mean);
  }

  private static double hours(Sample sample) {
    return sample.seconds() / HOUR;
  }

  private static double mean(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).average().orElse(0);
  }
}

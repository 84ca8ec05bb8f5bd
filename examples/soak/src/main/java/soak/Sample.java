package soak;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What the server held at one moment in which nobody asked for anything but the residents.
 *
 * @param run the number of the server's process, from 1
 * @param seconds since its load began
 * @param readings as {@link Readings#NAMES}
 */
record Sample(int run, long seconds, long[] readings) {
  long get(String name) {
    return readings[List.of(Readings.NAMES).indexOf(name)];
  }

  /** The larger reading of each kind, at the other one's time. */
  Sample most(Sample later) {
    long[] most = new long[readings.length];
    Arrays.setAll(most, i -> Math.max(readings[i], later.readings[i]));
    return new Sample(run, later.seconds, most);
  }

  /** The first columns of a line; behind them come the counts of requests. */
  String text() {
    return LongStream.concat(LongStream.of(run, seconds), Arrays.stream(readings))
        .mapToObj(Long::toString)
        .collect(Collectors.joining(","));
  }

  static Sample of(String line) {
    String[] parts = line.split(",", -1);
    long[] readings = new long[Readings.NAMES.length];
    for (int i = 0; i < readings.length; i++) {
      readings[i] = Long.parseLong(parts[i + 2]);
    }
    return new Sample(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), readings);
  }
}

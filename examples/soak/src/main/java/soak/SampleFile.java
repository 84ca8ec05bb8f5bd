package soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The samples of all runs of a folder: comma-separated values, and before each run a line behind
 * {@code #} that says what was measured and where.
 */
final class SampleFile {
  private final Path file;
  private final List<Sample> samples = new ArrayList<>();

  SampleFile(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file);
      if (!lines.getFirst().equals(columns())) {
        throw new IOException(file + " is of another version; begin in another folder");
      }
      for (String line : lines) {
        if (!line.startsWith("#") && !line.startsWith("run,")) {
          samples.add(Sample.of(line));
        }
      }
    } else {
      write(columns());
    }
  }

  private static String columns() {
    Stream<String> counts =
        Stream.of("done", "failed")
            .flatMap(
                what ->
                    Stream.of(Kind.values())
                        .map(kind -> what + "_" + kind.name().toLowerCase(Locale.ROOT)));
    return Stream.of(
            Stream.of("run", "seconds"),
            Stream.of(Readings.NAMES),
            Stream.of("at", "residents_lost"),
            counts)
        .flatMap(names -> names)
        .collect(Collectors.joining(","));
  }

  List<Sample> samples() {
    return samples;
  }

  /** Of load, in all runs together. */
  long seconds() {
    long sum = 0;
    for (int run = 1; run <= lastRun(); run++) {
      sum += seconds(run);
    }
    return sum;
  }

  /** Of load, in one run. */
  long seconds(int run) {
    return samples.stream()
        .filter(sample -> sample.run() == run)
        .mapToLong(Sample::seconds)
        .max()
        .orElse(0);
  }

  int lastRun() {
    return samples.isEmpty() ? 0 : samples.getLast().run();
  }

  void comment(String text) throws IOException {
    write("# " + text);
  }

  void add(Sample sample, Load load, long lost) throws IOException {
    samples.add(sample);
    Stream<Long> counts =
        Stream.concat(
            Stream.of(Kind.values()).map(load::done), Stream.of(Kind.values()).map(load::failed));
    write(
        sample.text()
            + ","
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + ","
            + lost
            + ","
            + counts.map(String::valueOf).collect(Collectors.joining(",")));
  }

  private void write(String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}

package soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether a run was as it should be: collects what was not, and prints it at the end. */
final class Verdict {
  /** Growth in an hour that is still taken for none, in percent. */
  private static final double LIMIT = 0.5;

  /** Shorter runs tell nothing about a slope. */
  private static final long LEAST_SECONDS = 3600;

  /** At its beginning a run fills caches and compiles: this much of it does not count. */
  private static final long MOST_WARM_UP_SECONDS = 1800;

  private static final int WARM_UP_SHARE = 5;
  private static final List<String> GROWING =
      List.of("heap", "buffers", "nio", "rss", "fds", "threads");

  /** What resident memory consists of: told, so that its growth has a name. */
  private static final List<String> PARTS =
      List.of("code", "metaspace", "malloc_used", "malloc_kept");

  private final List<String> wrong = new ArrayList<>();

  void wrong(String what) {
    wrong.add(what);
  }

  /** What must not be more than it was. */
  void notAbove(String what, long now, long before) {
    System.out.printf("  %s: %d, before %d%n", what, now, before);
    if (now > before) {
      wrong(what + " grew from " + before + " to " + now);
    }
  }

  void slopes(SampleFile file) {
    List<Sample> counted =
        file.samples().stream()
            .filter(
                sample ->
                    sample.seconds()
                        > Math.min(
                            MOST_WARM_UP_SECONDS, file.seconds(sample.run()) / WARM_UP_SHARE))
            .toList();
    boolean judged = file.seconds() >= LEAST_SECONDS;
    System.out.printf(
        "%.1f minutes of load in %d runs, %d samples after warming up; slopes %s%n",
        file.seconds() / 60.0,
        file.lastRun(),
        counted.size(),
        judged
            ? "of at most " + LIMIT + " % in an hour are wanted"
            : "say nothing before an hour, and are not judged");
    for (String name : GROWING) {
      Slope slope = slope(counted, name);
      if (judged && slope.percent() > LIMIT) {
        wrong("%s grows by %.3f %% in an hour".formatted(name, slope.percent()));
      }
    }
    PARTS.forEach(name -> slope(counted, name));
  }

  private static Slope slope(List<Sample> samples, String name) {
    Slope slope = Slope.of(samples, sample -> sample.get(name));
    System.out.printf(
        "  %-11s median %,14.0f   slope %+8.3f %% in an hour, between %+.3f and %+.3f%n",
        name, slope.middle(), slope.percent(), slope.low(), slope.high());
    return slope;
  }

  /** The leak detector tells each buffer that was collected before it was released. */
  void leaks(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      long leaks = lines.filter(line -> line.contains("LEAK:")).count();
      System.out.println("  leaked buffers: " + leaks);
      if (leaks > 0) {
        wrong(leaks + " buffers leaked, see " + log);
      }
    }
  }

  void requests(Load load) {
    long done = 0;
    long failed = 0;
    for (Kind kind : Kind.values()) {
      done += load.done(kind);
      failed += load.failed(kind);
      if (load.failed(kind) > 0) {
        wrong(load.failed(kind) + " of " + kind + " did not get what they should");
      } else if (load.done(kind) == 0) {
        wrong("no " + kind + " was there");
      }
    }
    System.out.printf(
        "  clients: %,d of %d kinds, %,d failed, %,d too late for a limit%n",
        done, Kind.values().length, failed, load.late());
    if (load.late() > done / 10) {
      wrong("the machine is too busy: " + load.late() + " clients were late");
    }
    load.failures().forEach(failure -> System.out.println("    " + failure));
  }

  /** Prints the last line. */
  boolean print() {
    wrong.forEach(what -> System.out.println("  WRONG: " + what));
    System.out.println(wrong.isEmpty() ? "soak: passed" : "soak: FAILED");
    return wrong.isEmpty();
  }
}

package dev.covet.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * By what the kernel tells of a thread in {@code /proc}: its slice in nanoseconds, its priority.
 */
class LinuxSchedulerTest {
  private static final Path OWN = Path.of("/proc/thread-self");
  private static final String SHORT = "100000";

  /** A thread's slice can be chosen from Linux 6.12 on. */
  private static boolean expected() {
    String[] version = System.getProperty("os.version").split("[.-]");
    return System.getProperty("os.name").equals("Linux")
        && Integer.parseInt(version[0]) * 1000 + Integer.parseInt(version[1]) >= 6012;
  }

  private static String figure(Path task, String name) throws IOException {
    try (Stream<String> lines = Files.lines(task.resolve("sched"))) {
      return lines
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("none");
    }
  }

  @Test
  void aThreadGetsAShortSliceWhereTheKernelHasThat() throws Exception {
    FutureTask<Boolean> task = new FutureTask<>(LinuxScheduler::shortSlice);
    Thread.ofPlatform().start(task);
    assertThat(task.get()).isEqualTo(expected());
  }

  @Test
  void nothingElseOfTheThreadChangesAndNothingOfOthers() throws Exception {
    boolean told = Files.isReadable(OWN.resolve("sched"));
    FutureTask<List<String>> task =
        new FutureTask<>(
            () -> {
              String before = told ? figure(OWN, "policy") + figure(OWN, "prio") : "";
              LinuxScheduler.shortSlice();
              String after = told ? figure(OWN, "policy") + figure(OWN, "prio") : "";
              return List.of(before, after, told ? figure(OWN, "se.slice") : "");
            });
    Thread.ofPlatform().start(task);
    assertThat(task.get().get(1)).isEqualTo(task.get().getFirst());
    assertThat(task.get().get(2).equals(SHORT)).isEqualTo(expected() && told);
    assertThat(told ? figure(OWN, "se.slice") : "").isNotEqualTo(SHORT);
  }

  @Test
  void loopsHaveAShortSlice() throws Exception {
    EngineConfig config = EngineConfig.builder().transport(Transport.NIO).workers(2).build();
    Engine engine = Engine.start(config, exchange -> Serving.DONE);
    try {
      if (expected() && Files.isReadable(OWN.resolve("sched"))) {
        Awaitility.await()
            .untilAsserted(
                () ->
                    assertThat(slicesOfLoops()).hasSizeGreaterThanOrEqualTo(2).containsOnly(SHORT));
      } else {
        assertThat(engine.loops()).hasSize(2);
      }
    } finally {
      engine.stop();
    }
  }

  private static List<String> slicesOfLoops() throws IOException {
    List<String> slices = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).startsWith("covet-loop-")) {
          slices.add(figure(task, "se.slice"));
        }
      }
    }
    return slices;
  }
}

package dev.covet.checks;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The soak of this run of tests: one process for all that ask, with the lowest priority, so that it
 * takes only what the tests leave. Its own end ends its server.
 */
final class SoakProcess {
  /** The number of this JVM among those that Maven runs the tests in, from 1; else absent. */
  private static final @Nullable String FORK = System.getProperty("covet.fork");

  /** Whether some tests were chosen ({@code -Dtest=…}): nobody starts it early then. */
  private static final boolean CHOSEN = System.getProperty("test") != null;

  private static final int SECONDS = 140;
  private static final int EVERY = 20;

  private SoakProcess() {}

  private static Path folder() {
    return Path.of("target", "soak").toAbsolutePath();
  }

  static Path output() {
    return folder().resolve("output.txt");
  }

  private static Path pid() {
    return folder().resolveSibling("soak.pid");
  }

  /** Whether another JVM of this run has started it, or will do so. */
  private static boolean isStartedByAnother() {
    return !CHOSEN && FORK != null && !FORK.equals("1");
  }

  /** Starts it before the first test, if this JVM is the one to do so. */
  static void startEarly() {
    if (!CHOSEN && FORK != null && FORK.equals("1")) {
      start();
    }
  }

  /** Starts it, unless this run has done so already. */
  private static synchronized void start() {
    if (System.getProperty("covet.soak") != null) {
      return;
    }
    System.setProperty("covet.soak", "started");
    try {
      Files.deleteIfExists(pid());
      clear(folder());
      Process fresh =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(output().toFile())
              .start();
      Path written = folder().resolve("pid");
      Files.writeString(written, String.valueOf(fresh.pid()));
      Files.move(written, pid(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process, which may have ended; if nobody has started it, it is started now. */
  static Optional<ProcessHandle> find() throws IOException {
    if (!isStartedByAnother()) {
      start();
    }
    await().until(() -> Files.exists(pid()));
    return ProcessHandle.of(Long.parseLong(Files.readString(pid())));
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-javaagent") && !argument.startsWith("-Dsurefire")) {
        command.add(argument);
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "soak.Soak"));
    command.addAll(List.of(folder().toString(), "" + SECONDS, "" + EVERY, "auto", "tests"));
    return command;
  }
}

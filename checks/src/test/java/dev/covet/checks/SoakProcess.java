package dev.covet.checks;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileAlreadyExistsException;
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
  /** The run of Maven that this JVM belongs to, one of several; else absent. */
  private static final @Nullable String RUN = System.getProperty("covet.run");

  private static final int SECONDS = 140;
  private static final int EVERY = 20;

  private SoakProcess() {}

  private static Path folder() {
    return Path.of("target", "soak").toAbsolutePath();
  }

  static Path output() {
    return folder().resolve("output.txt");
  }

  /** Written once it runs, for all JVMs of this run. */
  private static Path pid() {
    return ofRun(".pid");
  }

  private static Path ofRun(String ending) {
    String run = RUN == null ? "jvm-" + ProcessHandle.current().pid() : RUN;
    return folder().resolveSibling("soak-" + run.replaceAll("[^A-Za-z0-9-]", "") + ending);
  }

  /** Whether this JVM is the one of its run to start it. */
  private static boolean claim() throws IOException {
    try {
      Files.createDirectories(folder());
      Files.createFile(ofRun(".claim"));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Starts it before the first test of a whole run; {@code -Dtest=…} chooses some tests. */
  static void startEarly() {
    if (RUN != null && System.getProperty("test") == null) {
      start();
    }
  }

  /** Starts it, unless this run has done so already. */
  private static synchronized void start() {
    try {
      if (!claim()) {
        return;
      }
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
    start();
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

package dev.covet.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The soak of this run of tests: one process for all that ask, with the lowest priority, so that it
 * takes only what the tests leave.
 */
final class SoakProcess {
  private static final int SECONDS = 140;
  private static final int EVERY = 20;

  private static @Nullable Process process;

  private SoakProcess() {}

  static Path folder() {
    return Path.of("target", "soak").toAbsolutePath();
  }

  static Path output() {
    return folder().resolve("output.txt");
  }

  /** Starts it, if nobody has. */
  static synchronized Process start() {
    Process started = process;
    if (started != null) {
      return started;
    }
    try {
      clear(folder());
      Process fresh =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(output().toFile())
              .start();
      // Its own end ends its server; ours must end it.
      Runtime.getRuntime().addShutdownHook(new Thread(fresh::destroyForcibly));
      process = fresh;
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

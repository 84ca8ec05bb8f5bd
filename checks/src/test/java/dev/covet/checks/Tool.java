package dev.covet.checks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs foreign programs; where one is missing the test is skipped, which fails in CI. */
final class Tool {
  private Tool() {}

  record Result(int exit, String output) {}

  static boolean isThere(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  static void need(String name) {
    assumeTrue(isThere(name), name + " is missing");
  }

  static Result run(String... command) throws IOException, InterruptedException {
    return run(new ProcessBuilder(command));
  }

  static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    need(Path.of(builder.command().getFirst()).getFileName().toString(), builder.command());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(builder.command() + " does not end:\n" + output);
    }
    return new Result(process.exitValue(), output);
  }

  private static void need(String name, List<String> command) {
    if (!command.getFirst().contains(File.separator)) {
      need(name);
    }
  }
}

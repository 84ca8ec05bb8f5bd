package dev.covet.checks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** An example in a JVM of its own, started with the flags of this one, on a free port. */
final class ExampleProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Covet listens on (https?://[^ ]*:(\\d+))");

  private final Process process;
  private final Queue<String> output = new ConcurrentLinkedQueue<>();
  private final String url;

  private ExampleProcess(Process process) throws IOException {
    this.process = process;
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String found = null;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      output.add(line);
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        found = ready.group(1);
        break;
      }
    }
    if (found == null) {
      process.destroyForcibly();
      throw new IOException("did not start:\n" + String.join("\n", output));
    }
    url = found;
    // A virtual thread would hold its carrier while it reads a pipe, and there may be only two.
    Thread.ofPlatform().daemon().start(() -> collect(reader));
  }

  private void collect(BufferedReader reader) {
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.add(line);
      }
    } catch (IOException e) {
      output.add("(no more output: the process was ended)");
    }
  }

  static ExampleProcess start(String main, String... flags) throws IOException {
    return start(List.of(), main, flags);
  }

  /** With more options of the JVM, which count more than the ones of this. */
  static ExampleProcess start(List<String> options, String main, String... flags)
      throws IOException {
    return of(new ProcessBuilder(command(options, main, flags)));
  }

  /** What starts it, on a free port. */
  static List<String> command(List<String> options, String main, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-javaagent") && !argument.startsWith("-Dsurefire")) {
        command.add(argument);
      }
    }
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of("--port", "0"));
    command.addAll(List.of(flags));
    return command;
  }

  /**
   * Options for what runs in no other JVM: it counts for the coverage of this run, at the end of
   * the process.
   */
  static List<String> covered() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent"))
        .toList();
  }

  static ExampleProcess of(ProcessBuilder builder) throws IOException {
    return new ExampleProcess(builder.redirectErrorStream(true).start());
  }

  String url(String path) {
    return url + path;
  }

  /**
   * Waits until the application itself answers: in dev mode something answers in its place before,
   * and a moment longer.
   */
  void awaitApplication() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> output().contains(" answers after "));
  }

  Process process() {
    return process;
  }

  String output() {
    return String.join("\n", output);
  }

  /** SIGTERM; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("does not end:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package dev.covet.cli;

import dev.covet.spi.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What the JVM of an application runs under {@code ./covet dev}; not for applications. */
public final class DevChild {
  private static final int TERMINATED = 143;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Frames between here and the main method. */
  private static final List<String> OURS =
      List.of(
          "\tat dev.covet.cli.",
          "\tat java.base/jdk.internal.reflect.",
          "\tat java.base/java.lang.reflect.Method.invoke");

  private DevChild() {}

  /**
   * Runs the application's main method with a line to the supervisor, and ends with it.
   *
   * @param arguments the supervisor's socket, the port that it keeps, the main class, then the
   *     application's own
   * @throws IOException if the supervisor is not there
   */
  public static void main(String[] arguments) throws IOException {
    run(DevChild::end, arguments);
  }

  /** The supervisor is gone, and nobody will end this process when its hooks do not. */
  private static void end() {
    CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(TERMINATED));
    Runtime.getRuntime().exit(TERMINATED);
  }

  /** As {@link #main}, with another way to end. */
  static void run(Runnable orphaned, String... arguments) throws IOException {
    SupervisorLink supervisor =
        SupervisorLink.open(Path.of(arguments[0]), Integer.parseInt(arguments[1]), orphaned);
    try {
      EntryPoint.run(arguments[2], Arrays.copyOfRange(arguments, 3, arguments.length));
    } catch (Throwable failure) {
      // As the JVM does it: other threads may go on.
      String trace = trace(failure);
      System.err.println("Exception in thread \"main\" " + trace);
      supervisor.failed(trace);
    }
  }

  /** The trace, without the way from here to the main method and without secrets. */
  private static String trace(Throwable failure) throws IOException {
    try (StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text)) {
      failure.printStackTrace(lines);
      return text.toString()
          .lines()
          .filter(line -> OURS.stream().noneMatch(line::startsWith))
          .map(line -> line.startsWith("\tat ") ? line : Secrets.hide(line))
          .collect(Collectors.joining("\n"));
    }
  }
}

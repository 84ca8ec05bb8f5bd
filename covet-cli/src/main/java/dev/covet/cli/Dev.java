package dev.covet.cli;

import dev.covet.Config;
import dev.covet.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** {@code ./covet dev}: the launcher starts it; not for applications. */
public final class Dev {
  private Dev() {}

  /**
   * Supervises an application until a signal ends it, then exits with 0; with 1 if there is no
   * application to speak of.
   *
   * @param arguments the launcher, the application, then the application's own
   */
  public static void main(String[] arguments) {
    if (!supervised(System.err::println, Dev::atEnd, arguments)) {
      Runtime.getRuntime().halt(1);
    }
  }

  /** As {@link #main}; whether there was an application, and all is well. */
  static boolean supervised(
      Consumer<String> terminal, Consumer<Runnable> atEnd, String... arguments) {
    List<String> flags = List.of(Arrays.copyOfRange(arguments, 2, arguments.length));
    try {
      return run(arguments[0], arguments[1], flags, terminal, atEnd);
    } catch (ConfigException | IOException e) {
      terminal.accept("covet: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** A hook can not choose the exit code, but the last thing that it does can. */
  private static void atEnd(Runnable action) {
    Runnable last =
        () -> {
          try {
            action.run();
          } finally {
            Runtime.getRuntime().halt(0);
          }
        };
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(last));
  }

  private static boolean run(
      String launcher,
      String target,
      List<String> flags,
      Consumer<String> terminal,
      Consumer<Runnable> atEnd)
      throws IOException, InterruptedException {
    Config config = StandIn.config(flags);
    List<String> arguments = new ArrayList<>(flags);
    if (config.port() == 0) {
      // The same one after each restart.
      arguments.add("--port=" + Ports.free(config.host()));
    }
    Path folder = Files.createTempDirectory("covet-dev");
    StandIn standIn = new StandIn(arguments, terminal);
    Supervisor supervisor =
        new Supervisor(
            new Launcher(List.of(launcher, "dev", "--describe", target), terminal),
            new JavaChildren(folder, standIn::port, arguments),
            standIn,
            folder,
            terminal);
    atEnd.accept(
        () -> {
          supervisor.close();
          delete(folder, terminal);
        });
    if (supervisor.run()) {
      return true;
    }
    delete(folder, terminal);
    return false;
  }

  private static void delete(Path folder, Consumer<String> terminal) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      terminal.accept("covet: " + folder + " is left behind: " + e.getMessage());
    }
  }
}

package dev.covet.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts applications as {@code ./covet run} does, with Covet's part of the dev mode before them on
 * the class path.
 */
final class JavaChildren implements Children {
  /**
   * Settings for each start. They are given by the environment, which counts for applications that
   * do not look at their flags, and less than flags.
   */
  static final Map<String, String> SETTINGS =
      Map.of(
          "COVET_MODE", "dev",
          // The stand-in listens on the same port, before this one does and while it ends.
          "COVET_REUSE_PORT", "true",
          "COVET_DRAIN_TIMEOUT", "500ms",
          "COVET_DRAIN_DELAY", "0s");

  /** Longer than the drain: stop hooks take their time, too. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path folder;
  private final IntSupplier port;
  private final List<String> arguments;

  /**
   * For one application.
   *
   * @param folder the supervisor's own
   * @param port the one that the supervisor keeps for it
   * @param arguments of the application
   */
  JavaChildren(Path folder, IntSupplier port, List<String> arguments) {
    this.port = port;
    this.folder = folder;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public Child start(int start, Project project, Path classes, Consumer<ChildEvent> events)
      throws IOException {
    Path line = folder.resolve("line-" + start);
    ProcessBuilder builder =
        new ProcessBuilder(ChildProcess.deaf(command(project, classes, line))).inheritIO();
    builder.environment().putAll(SETTINGS);
    return ChildProcess.start(start, line, builder, PATIENCE, events);
  }

  List<String> command(Project project, Path classes, Path line) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(project.jvmFlags());
    command.add("-classpath");
    command.add(classPath(project, classes));
    command.add(DevChild.class.getName());
    command.add(line.toString());
    command.add(Integer.toString(port.getAsInt()));
    command.add(project.main());
    command.addAll(arguments);
    return command;
  }

  private static String classPath(Project project, Path classes) {
    Stream<Path> own = Stream.concat(Stream.of(ourselves(), classes), project.resources().stream());
    return Stream.concat(own.map(Path::toString), Stream.of(project.classPath()))
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Where this class was loaded from. */
  private static Path ourselves() {
    try {
      return Path.of(
          JavaChildren.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a place of classes that is no address", e);
    }
  }
}

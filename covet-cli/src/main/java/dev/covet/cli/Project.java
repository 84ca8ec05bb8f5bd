package dev.covet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an application is made of, as the launcher says.
 *
 * @param main the class with the main method; empty if {@code mistake} is not
 * @param sources folders of Java sources, or the one file of a single-file application
 * @param resources folders that the class path holds as they are
 * @param watched further files whose change asks for a restart
 * @param classPath of what the application needs, without itself
 * @param jvmFlags for the application's JVM
 * @param notes what does not work here, for the terminal
 * @param mistake what the launcher could not do, empty if it could
 */
record Project(
    String main,
    List<Path> sources,
    List<Path> resources,
    List<Path> watched,
    String classPath,
    List<String> jvmFlags,
    List<String> notes,
    String mistake) {

  /**
   * Reads the launcher's description: lines of {@code key=value}.
   *
   * @param lines the lines; those of unknown keys are left out
   * @param mistake what the launcher said about its failure, empty if it succeeded
   */
  static Project of(List<String> lines, String mistake) {
    return new Project(
        String.join("", values(lines, "main")),
        paths(lines, "source"),
        paths(lines, "resource"),
        paths(lines, "watch"),
        String.join("", values(lines, "path")),
        values(lines, "flag"),
        values(lines, "note"),
        mistake);
  }

  private static List<Path> paths(List<String> lines, String key) {
    return values(lines, key).stream().map(Path::of).toList();
  }

  private static List<String> values(List<String> lines, String key) {
    String start = key + "=";
    return lines.stream()
        .filter(l -> l.startsWith(start))
        .map(l -> l.substring(start.length()))
        .toList();
  }

  /** {@return whether nothing is known about the application, so that nothing can be watched} */
  boolean unknown() {
    return sources.isEmpty();
  }

  /** {@return the files to compile} */
  List<Path> units() {
    List<Path> units = new ArrayList<>();
    for (Path source : sources) {
      if (!Files.isDirectory(source)) {
        units.add(source);
        continue;
      }
      try (Stream<Path> below = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
        below.filter(file -> file.toString().endsWith(".java")).sorted().forEach(units::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return units;
  }

  /** {@return where the compiler finds the sources of types that it was not given} */
  List<Path> sourcePath() {
    return sources.stream().map(Project::folder).toList();
  }

  /** A source folder itself; the folder of a single file. */
  static Path folder(Path source) {
    return source.toString().endsWith(".java") ? source.resolveSibling("") : source;
  }
}

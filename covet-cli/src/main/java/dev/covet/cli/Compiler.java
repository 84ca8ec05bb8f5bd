package dev.covet.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The JDK's compiler within this process, which is warm after the first time. All sources are
 * compiled each time, so no class of a removed or changed source is left over. Annotation
 * processors do not run.
 */
final class Compiler {
  private static final List<String> OPTIONS =
      List.of(
          "-parameters",
          "-g",
          "-proc:none",
          "-encoding",
          "UTF-8",
          "-Xlint:deprecation",
          "-Xlint:removal",
          "-Xlint:unchecked");

  private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();

  /**
   * Compiles.
   *
   * @param project whose sources
   * @param classes a folder for the classes that is not there yet
   * @throws IOException if files can not be read or written
   */
  Compilation compile(Project project, Path classes) throws IOException {
    Files.createDirectories(classes);
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    StringWriter beside = new StringWriter();
    List<Path> units = project.units();
    boolean succeeded;
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.SOURCE_PATH, project.sourcePath());
      succeeded =
          javac
              .getTask(
                  beside,
                  files,
                  found,
                  options(project, classes),
                  null,
                  files.getJavaFileObjectsFromPaths(units))
              .call();
    }
    List<Mistake> mistakes =
        found.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .map(d -> Mistake.of(d, project))
            .toList();
    String text =
        found.getDiagnostics().stream()
            .map(d -> Mistake.shortened(d.toString(), project))
            .collect(Collectors.joining("\n"));
    return new Compilation(succeeded, units.size(), mistakes, (text + "\n" + beside).strip());
  }

  private static List<String> options(Project project, Path classes) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("-classpath");
    // An empty class path would mean the current folder.
    options.add(project.classPath().isEmpty() ? classes.toString() : project.classPath());
    return options;
  }
}

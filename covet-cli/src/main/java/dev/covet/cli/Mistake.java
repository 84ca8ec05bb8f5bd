package dev.covet.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * An error of the compiler.
 *
 * @param file the source, below its source folder; empty if no file is at fault
 * @param line its line from 1, or -1
 * @param column its column from 1, or -1
 * @param message what is wrong
 */
record Mistake(String file, long line, long column, String message) {
  static Mistake of(Diagnostic<? extends JavaFileObject> found, Project project) {
    JavaFileObject source = found.getSource();
    return new Mistake(
        source == null ? "" : shortened(source.getName(), project),
        found.getLineNumber(),
        found.getColumnNumber(),
        found.getMessage(Locale.ROOT));
  }

  /** A name or text of the compiler without the long way to the source folder. */
  static String shortened(String text, Project project) {
    String shorter = text;
    for (Path folder : project.sourcePath()) {
      shorter = shorter.replace(folder + folder.getFileSystem().getSeparator(), "");
    }
    return shorter;
  }

  /** {@return the members for a problem detail} */
  Map<String, ?> members() {
    return Map.of("file", file, "line", line, "column", column, "message", message);
  }
}

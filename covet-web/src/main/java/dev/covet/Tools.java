package dev.covet;

import dev.covet.spi.Application;
import dev.covet.spi.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Runs what the launcher wants instead of a server. */
final class Tools {
  private Tools() {}

  /**
   * Runs the tool that the launcher names, if it names one. What it has to say goes into a file:
   * the application may print what it likes.
   *
   * @param name the value of {@code covet.tool}, or null
   * @param output the value of {@code covet.tool.output}, or null
   * @return whether there was one to run, so that nothing is served
   */
  static boolean run(@Nullable String name, @Nullable String output, Application application)
      throws IOException {
    if (name == null || output == null) {
      return false;
    }
    Tool tool =
        ServiceLoader.load(Tool.class, Tools.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new StartException(
                        "can not start: no tool '"
                            + name
                            + "' on the class path: depend on dev.covet:covet"));
    Files.writeString(Path.of(output), tool.look(application));
    return true;
  }
}

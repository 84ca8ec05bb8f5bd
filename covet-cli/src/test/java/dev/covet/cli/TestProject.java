package dev.covet.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project in a folder, as the launcher would describe it. */
final class TestProject {
  final Path folder;
  final Path sources;
  final Path resources;
  final Path pom;

  TestProject(Path folder) throws IOException {
    this.folder = folder;
    sources = Files.createDirectories(folder.resolve("src/main/java"));
    resources = folder.resolve("src/main/resources");
    pom = Files.writeString(folder.resolve("pom.xml"), "<project/>");
  }

  Path source(String name, String text) throws IOException {
    Path file = sources.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  Project project() {
    return project("app.App", "");
  }

  Project project(String main, String mistake) {
    return new Project(
        main,
        List.of(sources),
        List.of(resources),
        List.of(pom),
        System.getProperty("java.class.path"),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("-javaagent"))
            .toList(),
        List.of(),
        mistake);
  }

  /** The lines of the launcher. */
  String description() {
    return "flag=-Xmx64m\nsource="
        + sources
        + "\nresource="
        + resources
        + "\nwatch="
        + pom
        + "\nnote=processors do not run\nmain=app.App\npath="
        + System.getProperty("java.class.path")
        + "\n";
  }
}

package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs in Go, each compiled once for all tests of a JVM. */
final class GoProgram {
  /** What Go has compiled of its own library, which takes a quarter of a minute. */
  private static final Path CACHE =
      Path.of("..", ".covet", "go-cache").toAbsolutePath().normalize();

  private static final Map<String, Path> BUILT = new HashMap<>();

  private GoProgram() {}

  /** Runs a program of one file; the test is skipped if there is no Go. */
  static synchronized Tool.Result run(String source, String... arguments)
      throws IOException, InterruptedException {
    Tool.need("go");
    Path program = BUILT.get(source);
    if (program == null) {
      program = build(source);
      BUILT.put(source, program);
    }
    String[] command = new String[arguments.length + 1];
    command[0] = program.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Tool.run(command);
  }

  private static Path build(String source) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("covet-go");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    Path file = Files.writeString(folder.resolve("client.go"), source);
    Path program = folder.resolve("client");
    ProcessBuilder go =
        new ProcessBuilder("go", "build", "-o", program.toString(), file.toString());
    go.environment().put("GOCACHE", CACHE.toString());
    go.environment().put("GOFLAGS", "-mod=mod");
    go.environment().put("GO111MODULE", "off");
    Tool.Result built = Tool.run(go);
    assertThat(built.exit()).as(built.output()).isZero();
    return program;
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + e);
    }
  }
}

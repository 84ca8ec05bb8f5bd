package dev.covet.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Asks the launcher's script what an application is made of. It knows how class paths are made, and
 * it is asked before each start: so a changed {@code pom.xml} is nothing special.
 */
final class Launcher {
  private final List<String> command;
  private final Consumer<String> terminal;

  /**
   * For one application.
   *
   * @param command prints its description
   * @param terminal gets each line that is meant for people, as it comes: Maven takes its time
   */
  Launcher(List<String> command, Consumer<String> terminal) {
    this.command = List.copyOf(command);
    this.terminal = terminal;
  }

  /**
   * Asks.
   *
   * @return the description; if the launcher fails, what it had said before, with a mistake
   * @throws IOException if it can not be run
   */
  Project describe() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(ChildProcess.deaf(command)).start();
    process.getOutputStream().close();
    StringJoiner forPeople = new StringJoiner("\n");
    Thread reader = Thread.ofPlatform().daemon().start(() -> read(process, forPeople));
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    int code = process.waitFor();
    reader.join();
    if (code == 0) {
      return Project.of(lines, "");
    }
    String said = forPeople.toString();
    return Project.of(lines, said.isBlank() ? "the launcher ended with exit code " + code : said);
  }

  private void read(Process process, StringJoiner forPeople) {
    try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        forPeople.add(line);
        terminal.accept(line);
      }
    } catch (IOException e) {
      terminal.accept("covet: the launcher's output broke off: " + e.getMessage());
    }
  }
}

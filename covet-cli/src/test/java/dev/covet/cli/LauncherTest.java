package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir Path folder;

  private final Queue<String> terminal = new ConcurrentLinkedQueue<>();

  private Project describe(String script) throws Exception {
    return new Launcher(List.of("/bin/sh", "-c", script), terminal::add).describe();
  }

  @Test
  void whatIsMeantForPeopleGoesToTheTerminal() throws Exception {
    Project project = describe("echo main=app.App; echo 'covet: building' >&2; echo source=/src");
    assertThat(project.main()).isEqualTo("app.App");
    assertThat(project.sources()).containsExactly(Path.of("/src"));
    assertThat(project.mistake()).isEmpty();
    assertThat(terminal).containsExactly("covet: building");
  }

  @Test
  void aFailureKeepsWhatWasKnownBefore() throws Exception {
    Project project = describe("echo source=/src; echo 'covet: the build failed' >&2; exit 1");
    assertThat(project.unknown()).isFalse();
    assertThat(project.mistake()).isEqualTo("covet: the build failed");
  }

  @Test
  void aFailureWithoutAWordHasItsCode() throws Exception {
    assertThat(describe("exit 4").mistake()).isEqualTo("the launcher ended with exit code 4");
  }
}

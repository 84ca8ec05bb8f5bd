package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {
  @TempDir Path folder;

  @Test
  void theLaunchersLinesBecomeAProject() throws Exception {
    TestProject test = new TestProject(folder);
    Project project = Project.of(test.description().lines().toList(), "");
    assertThat(project.main()).isEqualTo("app.App");
    assertThat(project.sources()).containsExactly(test.sources);
    assertThat(project.resources()).containsExactly(test.resources);
    assertThat(project.watched()).containsExactly(test.pom);
    assertThat(project.jvmFlags()).containsExactly("-Xmx64m");
    assertThat(project.notes()).containsExactly("processors do not run");
    assertThat(project.classPath()).isEqualTo(System.getProperty("java.class.path"));
    assertThat(project.unknown()).isFalse();
  }

  @Test
  void whatALauncherSaidBeforeItFailedCounts() {
    Project project = Project.of(List.of("source=" + folder, "unknown=1", "no line"), "no Maven");
    assertThat(project.unknown()).isFalse();
    assertThat(project.mistake()).isEqualTo("no Maven");
    assertThat(project.main()).isEmpty();
    assertThat(Project.of(List.of(), "no folder").unknown()).isTrue();
  }

  @Test
  void aFolderIsCompiledWithAllThatIsBelow() throws Exception {
    TestProject test = new TestProject(folder);
    Path one = test.source("app/App.java", "");
    Path other = test.source("app/deep/Other.java", "");
    test.source("app/notes.txt", "");
    assertThat(test.project().units()).containsExactly(one, other);
    assertThat(test.project().sourcePath()).containsExactly(test.sources);
  }

  @Test
  void aSingleFileIsCompiledAloneAndFindsWhatStandsBesideIt() throws Exception {
    Path file = Files.writeString(folder.resolve("Hello.java"), "");
    Files.writeString(folder.resolve("Other.java"), "");
    Project project = Project.of(List.of("source=" + file), "");
    assertThat(project.units()).containsExactly(file);
    assertThat(project.sourcePath()).containsExactly(folder);
  }
}

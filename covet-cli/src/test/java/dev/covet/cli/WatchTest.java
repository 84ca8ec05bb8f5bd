package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
  @TempDir Path folder;

  private TestProject test;
  private Path app;

  @BeforeEach
  void writeSource() throws Exception {
    test = new TestProject(folder);
    app = test.source("app/App.java", "one");
  }

  @Test
  void nothingHasChangedUntilSomethingDoes() throws Exception {
    Watch watch = new Watch(test.project());
    assertThat(watch.changes(test.project())).isEmpty();
    Files.writeString(app, "other");
    assertThat(watch.changes(test.project())).containsExactly(app);
    assertThat(watch.changes(test.project())).isEmpty();
  }

  @Test
  void aChangeOfEqualLengthIsSeenByItsTime() throws Exception {
    Watch watch = new Watch(test.project());
    FileTime before = Files.getLastModifiedTime(app);
    Files.writeString(app, "two");
    Files.setLastModifiedTime(app, FileTime.fromMillis(before.toMillis() + 1));
    assertThat(watch.changes(test.project())).containsExactly(app);
  }

  @Test
  void anEditorThatReplacesTheFileIsSeenEvenIfSizeAndTimeAreTheSame() throws Exception {
    Watch watch = new Watch(test.project());
    Path other = Files.writeString(folder.resolve("other"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(app));
    Files.move(other, app, StandardCopyOption.REPLACE_EXISTING);
    assertThat(watch.changes(test.project())).containsExactly(app);
  }

  @Test
  void newAndRemovedFilesCountAndTheirFoldersNeedNotBeThereBefore() throws Exception {
    Watch watch = new Watch(test.project());
    Files.createDirectories(test.resources);
    Path resource = Files.writeString(test.resources.resolve("page.html"), "");
    Files.delete(app);
    Files.writeString(test.pom, "<project><name/></project>");
    assertThat(watch.changes(test.project())).containsExactlyInAnyOrder(app, resource, test.pom);
  }

  @Test
  void whatEditorsKeepBesideTheFilesDoesNotCount() throws Exception {
    Files.createDirectories(test.resources);
    Watch watch = new Watch(test.project());
    test.source("app/.App.java.swp", "");
    test.source("app/.hidden.java", "");
    test.source("app/4913", "");
    Files.writeString(test.resources.resolve("page.html~"), "");
    Files.writeString(test.resources.resolve(".page.html"), "");
    Files.writeString(test.resources.resolve("#page.html#"), "");
    assertThat(watch.changes(test.project())).isEmpty();
  }

  @Test
  void ofASingleFileOnlyItsNeighboursAreWatched() throws Exception {
    Path file = Files.writeString(folder.resolve("Hello.java"), "");
    Project project = Project.of(List.of("source=" + file), "");
    Watch watch = new Watch(project);
    Files.writeString(app, "changed");
    assertThat(watch.changes(project)).isEmpty();
    Path beside = Files.writeString(folder.resolve("Beside.java"), "");
    assertThat(watch.changes(project)).containsExactly(beside);
  }

  @Test
  void aFolderThatCanNotBeReadIsAsIfItWereEmpty() throws Exception {
    Files.createSymbolicLink(test.sources.resolve("app/round"), test.sources);
    assertThat(Fingerprint.of(test.project()).files()).containsKey(app);
  }
}

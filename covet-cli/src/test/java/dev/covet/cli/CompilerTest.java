package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerTest {
  @TempDir Path folder;

  private final Compiler compiler = new Compiler();
  private TestProject test;
  private Path classes;

  @BeforeEach
  void makeProject() throws Exception {
    test = new TestProject(folder.resolve("project"));
    classes = folder.resolve("classes");
  }

  @Test
  void sourcesBecomeClassesThatKeepTheNamesOfTheirParameters() throws Exception {
    test.source("app/App.java", "package app; public class App { void go(int limit) {} }");
    test.source("app/Other.java", "package app; class Other { App app; }");
    Compilation compilation = compiler.compile(test.project(), classes);
    assertThat(compilation.succeeded()).isTrue();
    assertThat(compilation.files()).isEqualTo(2);
    assertThat(compilation.text()).isEmpty();
    assertThat(classes.resolve("app/Other.class")).exists();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      assertThat(
              loader
                  .loadClass("app.App")
                  .getDeclaredMethod("go", int.class)
                  .getParameters()[0]
                  .getName())
          .isEqualTo("limit");
    }
  }

  @Test
  void errorsAreToldAsTheCompilerDoesWithoutTheLongWayToTheSources() throws Exception {
    test.source("app/App.java", "package app;\n\nclass App {\n  int n = \"text\";\n  Gone g;\n}\n");
    Compilation compilation = compiler.compile(test.project(), classes);
    assertThat(compilation.succeeded()).isFalse();
    assertThat(compilation.text())
        .startsWith("app/App.java:5: error: cannot find symbol\n  Gone g;\n  ^")
        .contains(
            "app/App.java:4: error: incompatible types: java.lang.String cannot be converted to"
                + " int");
    assertThat(compilation.mistakes())
        .contains(
            new Mistake(
                "app/App.java",
                4,
                11,
                "incompatible types: java.lang.String cannot be converted to int"));
    assertThat(compilation.mistakes().getFirst().members().toString())
        .contains("file=app/App.java", "line=5");
  }

  @Test
  void warningsAreToldAndDoNotStopAnything() throws Exception {
    test.source(
        "app/App.java", "package app; class App { Object o = new Thread().getId(); Integer i; }");
    Compilation compilation = compiler.compile(test.project(), classes);
    assertThat(compilation.succeeded()).isTrue();
    assertThat(compilation.mistakes()).isEmpty();
    assertThat(compilation.text()).contains("warning", "getId()");
  }

  @Test
  void aMistakeWithoutAFileIsOneToo() throws Exception {
    Project none =
        new Project("A", List.of(test.sources), List.of(), List.of(), "", List.of(), List.of(), "");
    test.source("A.java", "class A { dev.covet.Covet covet; }");
    Compilation compilation = compiler.compile(none, classes);
    assertThat(compilation.succeeded()).isFalse();
    assertThat(compilation.text()).contains("package dev.covet does not exist");
  }

  @Test
  void aSingleFileMayHaveNoClassAndUseTheFilesBesideIt() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("Hello.java"), "void main() { IO.println(new Beside()); }");
    Files.writeString(folder.resolve("Beside.java"), "class Beside {}");
    Compilation compilation =
        compiler.compile(Project.of(List.of("source=" + file, "path=" + folder), ""), classes);
    assertThat(compilation.text()).isEmpty();
    assertThat(compilation.files()).isEqualTo(1);
    assertThat(classes.resolve("Hello.class")).exists();
    assertThat(classes.resolve("Beside.class")).exists();
  }
}

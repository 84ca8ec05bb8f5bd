package dev.covet.checks;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The launcher as a newcomer uses it, from any folder. */
@Tag("builds")
class LauncherTest {
  @TempDir Path folder;

  static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(at -> Files.isRegularFile(at.resolve("covet")))
        .findFirst()
        .orElseThrow();
  }

  private ProcessBuilder covet(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(root().resolve("covet").toString());
    builder.command().addAll(List.of(arguments));
    return builder.directory(folder.toFile());
  }

  @Test
  void helloIsServedAndItsProcessIsTheJvmItself() throws Exception {
    try (ExampleProcess hello = ExampleProcess.of(covet("run", "examples/hello", "--port", "0"))) {
      assertThat(Tool.run("curl", "-s", hello.url("/")).output()).isEqualTo("Hello, World!");
      assertThat(Tool.run("curl", "-s", hello.url("/hello/ada")).output()).isEqualTo("Hello, ada!");
      assertThat(Tool.run("curl", "-s", hello.url("/square/12")).output())
          .isEqualTo("{\"square\":144}");
      assertThat(hello.process().info().command().orElse("")).endsWith("java");
      assertThat(hello.terminate()).isZero();
    }
  }

  @Test
  void devServesAModuleOfThisProject() throws Exception {
    try (ExampleProcess hello = ExampleProcess.of(covet("dev", "examples/hello", "--port", "0"))) {
      hello.awaitApplication();
      assertThat(Tool.run("curl", "-s", hello.url("/")).output()).isEqualTo("Hello, World!");
      assertThat(hello.terminate()).isZero();
      assertThat(hello.output()).contains("mode=dev");
    }
  }

  @Test
  void openapiPrintsTheDocumentAlone() throws Exception {
    Process process = covet("openapi", "examples/shop").redirectError(DISCARD).start();
    String document = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(JsonMapper.shared().readTree(document).at("/info/title").asString())
        .isEqualTo("Shop");
    String single = root().resolve("examples/Hello.java").toString();
    Tool.Result yaml = Tool.run(covet("openapi", "--yaml", single));
    assertThat(yaml.exit()).as(yaml.output()).isZero();
    assertThat(yaml.output()).contains("openapi: \"3.1.0\"", "  /greet/{name}:");
    Tool.Result none = Tool.run(covet("openapi"));
    assertThat(none.exit()).isNotZero();
    assertThat(none.output()).contains("openapi of what?");
  }

  @Test
  void routesAreListedAlone() throws Exception {
    Process process = covet("routes", "examples/shop").redirectError(DISCARD).start();
    String table = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(table.lines().findFirst().orElseThrow()).startsWith("METHOD ");
    assertThat(table.lines()).anyMatch(line -> line.matches("GET +/health +lambda +auto .*"));
    Tool.Result none = Tool.run(covet("routes"));
    assertThat(none.exit()).isNotZero();
    assertThat(none.output()).contains("routes of what?");
  }

  @Test
  void aSingleFileNeedsNoBuild() throws Exception {
    String single = root().resolve("examples/Hello.java").toString();
    try (ExampleProcess hello =
        ExampleProcess.of(
            covet("run", single, "--profile", "small", "--port=0", "--set", "workers=1"))) {
      assertThat(Tool.run("curl", "-s", hello.url("/greet/bob")).output())
          .isEqualTo("{\"text\":\"Hello, bob!\",\"length\":3}");
      assertThat(hello.output()).contains("Covet listens on");
      assertThat(hello.terminate()).isZero();
      assertThat(hello.output()).contains("small");
    }
  }

  @Test
  void mistakesInASingleFileAreTheCompilers() throws Exception {
    Files.writeString(folder.resolve("Wrong.java"), "void main() { int x = \"text\"; }");
    Tool.Result result = Tool.run(covet("run", "Wrong.java"));
    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains("Wrong.java:1: error: incompatible types");
  }

  @Test
  void wrongSettingsStopTheStartWithOneLine() throws Exception {
    Tool.Result result = Tool.run(covet("run", "examples/hello", "--prot", "80"));
    assertThat(result.exit()).isNotZero();
    assertThat(result.output().strip().lines().filter(line -> !line.startsWith("covet: ")))
        .hasSize(1);
    assertThat(result.output())
        .contains("--prot: there is no setting 'prot'; did you mean 'port'?");
  }

  /** A grep that finds nothing makes every JDK look like an older one. */
  @Test
  void withoutAJdkItSaysInOneLineWhatIsMissingAndHowToGetIt() throws Exception {
    Path grep = Files.writeString(folder.resolve("grep"), "#!/bin/sh\nexit 1\n");
    assertThat(grep.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = covet("run", "examples/hello");
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Tool.Result result = Tool.run(builder);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output().strip().lines()).hasSize(1);
    assertThat(result.output())
        .startsWith("covet: a JDK 25 is missing; get one from https://adoptium.net")
        .contains("COVET_JAVA_HOME");
  }

  @Test
  void whatItDoesNotKnowItSays() throws Exception {
    assertThat(Tool.run(covet("brew")).output())
        .contains("there is no command 'brew'", "usage: ./covet");
    assertThat(Tool.run(covet("run", "nowhere")).output()).contains("nowhere is no folder");
    assertThat(Tool.run(covet("run", "None.java")).output()).contains("there is no file None.java");
    assertThat(Tool.run(covet("run", "examples/hello", "--profile", "fast")).output())
        .contains("there is no profile 'fast'");
    assertThat(Tool.run(covet("dev")).output()).contains("dev what?");
    Tool.Result nowhere = Tool.run(covet("dev", "nowhere"));
    assertThat(nowhere.exit()).isEqualTo(1);
    assertThat(nowhere.output()).contains("nowhere is no folder");
    assertThat(Tool.run(covet("help")).exit()).isZero();
  }
}

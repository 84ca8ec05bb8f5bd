package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project packaged with its part of the JDK and an AOT cache, as it goes to another machine. */
@Tag("builds")
class DeploymentTest {
  private static final String COVET = LauncherTest.root().resolve("covet").toString();
  private static final String FROM_CACHE = "shop.Shop source: shared objects file";

  @TempDir static Path folder;

  private static Path project;
  private static Path packaged;
  private static String recorded;

  @BeforeAll
  static void makePackageAndTrain() throws Exception {
    project = folder.resolve("shop");
    Path source = Files.createDirectories(project.resolve("src/main/java/shop"));
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>shop</artifactId>
          <version>1</version>
          <dependencies>
            <dependency>
              <groupId>dev.covet</groupId>
              <artifactId>covet</artifactId>
              <version>0.1.0-SNAPSHOT</version>
            </dependency>
          </dependencies>
        </project>
        """);
    Files.writeString(
        source.resolve("Shop.java"),
        """
        package shop;

        import dev.covet.*;

        public class Shop {
          record Order(int id, String item) {}

          public static void main(String[] args) {
            Covet app = Covet.create(args);
            app.get("/", req -> { System.out.println("asked /"); return "shop"; });
            app.get("/orders", req -> { System.out.println("asked /orders"); return new Order(1, "tea"); });
            app.get("/orders/{id:int}", req -> new Order(req.path("id").asInt(), "tea"));
            app.start();
          }
        }
        """);
    Tool.Result made = Tool.run(COVET, "aot", project.toString(), "--jlink");
    assertThat(made.exit()).as(made.output()).isZero();
    packaged = project.resolve("target/covet");
    recorded = Files.readString(LauncherTest.root().resolve(".covet/aot.log"));
    assertThat(made.output().strip()).endsWith(packaged.resolve("shop-throughput.aot").toString());
  }

  /** Without any JDK of this machine in sight. */
  private static ProcessBuilder start(Path home, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/shop").toString(), "--port", "0")
            .directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("COVET_"));
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    return builder;
  }

  private static Path copy(String name) throws Exception {
    Path copy = folder.resolve(name);
    Tool.Result copied = Tool.run("cp", "-a", packaged.toString(), copy.toString());
    assertThat(copied.exit()).as(copied.output()).isZero();
    return copy;
  }

  private static void answers(ExampleProcess shop) throws IOException, InterruptedException {
    assertThat(Tool.run("curl", "-s", shop.url("/orders/7")).output())
        .isEqualTo("{\"id\":7,\"item\":\"tea\"}");
  }

  @Test
  void theFolderRunsElsewhereOnItsOwnJavaFromTheCache() throws Exception {
    Path elsewhere = copy("elsewhere");
    Map<String, String> environment = Map.of("COVET_JAVA_OPTS", "-Xlog:class+load");
    try (ExampleProcess shop = ExampleProcess.of(start(elsewhere, environment))) {
      answers(shop);
      assertThat(shop.process().info().command().orElse(""))
          .isEqualTo(elsewhere.toRealPath().resolve("runtime/bin/java").toString());
      assertThat(shop.terminate()).isZero();
      assertThat(shop.output())
          .contains(FROM_CACHE, "event loops", "profile: throughput")
          .doesNotContain("fallback", "WARNING");
    }
  }

  @Test
  void theRecordedRunWasAskedForEveryRouteWithoutParameters() {
    assertThat(recorded).contains("asked /\n", "asked /orders\n", "AOTCache creation is complete");
  }

  @Test
  void aProgramThatFailsToTrainLeavesNoCache() throws Exception {
    Path other = folder.resolve("other");
    Tool.Result copied = Tool.run("cp", "-a", project.toString(), other.toString());
    assertThat(copied.exit()).as(copied.output()).isZero();
    Path program =
        Files.writeString(folder.resolve("train"), "#!/bin/sh\ncurl -s $1/orders/3\nexit 3\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Tool.Result trained = Tool.run(COVET, "aot", other.toString(), "--train", program.toString());
    assertThat(trained.exit()).isEqualTo(1);
    assertThat(trained.output())
        .contains("{\"id\":3,\"item\":\"tea\"}", "train: ", " ended with 3; there is no cache");
    try (Stream<Path> made = Files.list(other.resolve("target/covet"))) {
      assertThat(made.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("bin", "lib", "other.jar");
    }
  }

  /** The JVM itself would run the classes of the cache. */
  @Test
  void aCacheOfOtherJarsIsNotUsed() throws Exception {
    Path changed = copy("changed");
    try (FileSystem jar =
        FileSystems.newFileSystem(
            URI.create("jar:" + changed.resolve("shop.jar").toUri()), Map.of())) {
      Files.writeString(jar.getPath("/note.txt"), "of another build");
    }
    Map<String, String> environment = Map.of("COVET_JAVA_OPTS", "-Xlog:class+load");
    try (ExampleProcess shop = ExampleProcess.of(start(changed, environment))) {
      answers(shop);
      assertThat(shop.terminate()).isZero();
      assertThat(shop.output())
          .contains("shop-throughput.aot was made for other jars")
          .doesNotContain(FROM_CACHE);
    }
  }

  @Test
  void theCacheCanBeLeftOut() throws Exception {
    Map<String, String> environment =
        Map.of("COVET_AOT", "off", "COVET_JAVA_OPTS", "-Xlog:class+load");
    try (ExampleProcess shop = ExampleProcess.of(start(packaged, environment))) {
      answers(shop);
      assertThat(shop.terminate()).isZero();
      assertThat(shop.output()).doesNotContain(FROM_CACHE);
    }
  }

  @Test
  void theProfileIsChosenAtTheStart() throws Exception {
    try (ExampleProcess shop =
        ExampleProcess.of(start(packaged, Map.of("COVET_PROFILE", "small")))) {
      answers(shop);
      assertThat(shop.terminate()).isZero();
      assertThat(shop.output()).contains("profile: small");
    }
    Tool.Result wrong = Tool.run(start(packaged, Map.of("COVET_PROFILE", "fast")));
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.output().strip())
        .isEqualTo("shop: COVET_PROFILE=fast: must be throughput or small");
  }

  @Test
  void withoutAJavaItSaysSo() throws Exception {
    Path bare = copy("bare");
    Files.move(bare.resolve("runtime"), bare.resolve("gone"));
    ProcessBuilder builder = start(bare, Map.of());
    builder.command().addAll(0, List.of("env", "PATH=" + folder.resolve("bin")));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : List.of("sh", "dirname", "readlink", "grep", "cat", "cksum")) {
      Path real = Path.of(Tool.run("sh", "-c", "command -v " + tool).output().strip());
      Files.copy(real, bin.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Tool.Result none = Tool.run(builder);
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.output().strip())
        .isEqualTo("shop: Java 25 is missing; install it and set JAVA_HOME to its folder");
  }

  @Test
  void workersFollowTheCpusThatAreAllowed() throws Exception {
    ProcessBuilder builder = start(packaged, Map.of());
    builder.command().addAll(0, List.of("taskset", "-c", "0"));
    try (ExampleProcess shop = ExampleProcess.of(builder)) {
      answers(shop);
      assertThat(shop.terminate()).isZero();
      assertThat(shop.output()).contains("workers: 1 ");
    }
  }

  /** What deploy/Dockerfile does, in a folder in place of an engine. */
  @Test
  void theStepsOfTheImageEndInAHealthyContainer() throws Exception {
    String script = LauncherTest.root().resolve("scripts/try-image.sh").toString();
    Tool.Result tried = Tool.run(script, packaged.toString());
    if (tried.exit() == 3) {
      // A machine that lets nobody mount: then it has to say so.
      assertThat(tried.output()).contains("try-image: this machine does not let");
      return;
    }
    assertThat(tried.exit()).as(tried.output()).isZero();
    assertThat(tried.output())
        .contains(
            "healthy; user 10001, Java of /app/runtime/bin/java", "stopped by SIGTERM with 0");
  }

  @Test
  void mistakesAreTold() throws Exception {
    assertThat(Tool.run(COVET, "aot").output()).contains("aot of what?");
    assertThat(Tool.run(COVET, "aot", "--jlink").output()).contains("the folder comes first");
    String shop = project.toString();
    assertThat(Tool.run(COVET, "aot", shop, "--train", "none.sh").output())
        .contains("--train: none.sh is no file that can be run");
    assertThat(Tool.run(COVET, "aot", shop, "--profile", "fast").output())
        .contains("there is no profile 'fast'");
    assertThat(Tool.run(COVET, "package").output()).contains("package what?");
    assertThat(Tool.run(COVET, "package", shop, "--small").output())
        .contains("package: there is no flag '--small'");
  }
}

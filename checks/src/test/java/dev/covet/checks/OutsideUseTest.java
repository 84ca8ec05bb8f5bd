package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's project that knows nothing but the one dependency: packaged by the launcher, started by
 * java.
 */
@Tag("builds")
class OutsideUseTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir static Path folder;

  private static Path jar;

  @BeforeAll
  static void makeAndPackage() throws Exception {
    Path source = Files.createDirectories(folder.resolve("shop/src/main/java/shop"));
    Files.writeString(
        folder.resolve("shop/pom.xml"),
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
            app.get("/orders/{id:int}", req -> new Order(req.path("id").asInt(), "tea"));
            app.start();
          }
        }
        """);
    Tool.Result packaged =
        Tool.run(
            new ProcessBuilder(
                root().resolve("covet").toString(), "package", folder.resolve("shop").toString()));
    assertThat(packaged.exit()).as(packaged.output()).isZero();
    jar = Path.of(packaged.output().strip().lines().reduce("", (first, last) -> last));
    assertThat(jar).isRegularFile();
  }

  private static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(at -> Files.isRegularFile(at.resolve("covet")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void javaJarTakesTheFastPath() throws Exception {
    try (ExampleProcess shop =
        ExampleProcess.of(new ProcessBuilder(JAVA, "-jar", jar.toString(), "--port", "0"))) {
      answers(shop);
      assertThat(shop.terminate()).isZero();
      assertThat(shop.output()).contains("event loops").doesNotContain("fallback", "WARNING");
    }
  }

  @Test
  void javaClassPathFallsBackAndShowsTheFlagsToCopy() throws Exception {
    String path = jar + ":" + jar.resolveSibling("lib") + "/*";
    String flag = "--add-opens java.base/java.lang=ALL-UNNAMED";
    try (ExampleProcess shop =
        ExampleProcess.of(new ProcessBuilder(JAVA, "-cp", path, "shop.Shop", "--port", "0"))) {
      answers(shop);
      assertThat(shop.terminate()).isZero();
      assertThat(shop.output()).contains("fallback", flag);
    }
    try (ExampleProcess shop =
        ExampleProcess.of(
            new ProcessBuilder(
                JAVA,
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-cp",
                path,
                "shop.Shop",
                "--port",
                "0"))) {
      answers(shop);
      assertThat(shop.terminate()).isZero();
      assertThat(shop.output()).doesNotContain("fallback");
    }
  }

  @Test
  void nothingOfTheDevModeIsPackaged() throws Exception {
    try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
      assertThat(libraries.map(library -> library.getFileName().toString()))
          .anyMatch(name -> name.startsWith("covet-web"))
          .noneMatch(name -> name.startsWith("covet-cli"));
    }
  }

  @Test
  void devServesTheSourcesAsTheyAreNow() throws Exception {
    Path source = folder.resolve("shop/src/main/java/shop/Shop.java");
    ProcessBuilder dev =
        new ProcessBuilder(
            root().resolve("covet").toString(),
            "dev",
            folder.resolve("shop").toString(),
            "--port",
            "0");
    try (ExampleProcess shop = ExampleProcess.of(dev)) {
      shop.awaitApplication();
      answers(shop);
      String before = Files.readString(source);
      Files.writeString(source, before.replace("tea", "coffee"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> Tool.run("curl", "-s", shop.url("/orders/7")).output(),
              "{\"id\":7,\"item\":\"coffee\"}"::equals);
      Files.writeString(source, before);
      assertThat(shop.terminate()).isZero();
    }
  }

  private static void answers(ExampleProcess shop) throws IOException, InterruptedException {
    Tool.Result order = Tool.run("curl", "-s", shop.url("/orders/7"));
    assertThat(order.output()).isEqualTo("{\"id\":7,\"item\":\"tea\"}");
    Tool.Result wrong = Tool.run("curl", "-si", shop.url("/orders/x"));
    assertThat(wrong.output()).startsWith("HTTP/1.1 404").contains("application/problem+json");
  }
}

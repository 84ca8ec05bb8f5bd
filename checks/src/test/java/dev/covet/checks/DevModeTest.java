package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./covet dev} as a developer uses it: an editor, a terminal, a browser. */
@Tag("builds")
class DevModeTest {
  private static final String APP =
      """
      import dev.covet.*;

      void main(String[] args) {
        Covet app = Covet.create(args);
        app.get("/", req -> Response.html("<p id=text>one</p>"));
        app.get("/api", req -> "one");
        app.start();
      }
      """;

  @TempDir Path folder;

  private Path source;

  @BeforeEach
  void write() throws Exception {
    source = Files.writeString(folder.resolve("App.java"), APP);
  }

  private ExampleProcess start() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            LauncherTest.root().resolve("covet").toString(), "dev", "App.java", "--port", "0");
    return ExampleProcess.of(builder.directory(folder.toFile()));
  }

  private static void awaitAnswer(ExampleProcess dev, String path, String... parts) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(Tool.run("curl", "-si", "--max-time", "20", dev.url(path)).output())
                    .as("%s", dev.output())
                    .contains(parts));
  }

  @Test
  void whatIsSavedIsServedAndMistakesAreShownUntilTheyAreMended() throws Exception {
    try (ExampleProcess dev = start()) {
      awaitAnswer(dev, "/api", "200 OK", "one");
      Files.writeString(source, APP.replace("one", "two"));
      awaitAnswer(dev, "/api", "200 OK", "two");

      Files.writeString(source, APP.replace("\"one\"", "gone"));
      awaitAnswer(dev, "/api", "503", "application/problem+json", "Does not compile", "\"line\":6");
      assertThat(dev.output()).contains("App.java:6: error: cannot find symbol", "1 error");
      Files.writeString(source, APP.replace("one", "three"));
      awaitAnswer(dev, "/api", "200 OK", "three");

      Files.writeString(source, APP.replace("/api", "/"));
      awaitAnswer(dev, "/api", "503", "Does not start", "conflicts with GET /");
      assertThat(dev.output()).contains("(App.java:6) conflicts with GET / (App.java:5)");
      Files.writeString(source, APP.replace("one", "four"));
      awaitAnswer(dev, "/api", "200 OK", "four");

      assertThat(dev.terminate()).isZero();
      assertThat(dev.process().descendants()).isEmpty();
      assertThat(Tool.run("curl", "-s", dev.url("/api")).exit()).isNotZero();
    }
  }

  @Test
  void aBrowserReloadsByItself() throws Exception {
    Tool.need("chromium");
    try (ExampleProcess dev = start();
        Browser browser = Browser.open(folder, dev.url("/"))) {
      browser.await("document.querySelector('#text')?.textContent == 'one'");
      Files.writeString(source, APP.replace("one", "two"));
      browser.await("document.querySelector('#text')?.textContent == 'two'");
      Files.writeString(source, APP.replace("\"one\"", "gone"));
      browser.await("document.querySelector('h1')?.textContent == '503 Does not compile'");
      assertThat(browser.evaluate("document.body.innerText")).contains("App.java:6: error");
      Files.writeString(source, APP.replace("one", "three"));
      browser.await("document.querySelector('#text')?.textContent == 'three'");
      assertThat(dev.terminate()).isZero();
    }
  }

  /** A supervisor that is killed can stop nothing, and its application must not stay. */
  @Test
  void nothingIsLeftBehindByASupervisorThatIsKilled() throws Exception {
    try (ExampleProcess dev = start()) {
      ProcessHandle application = dev.process().children().findFirst().orElseThrow();
      dev.process().destroyForcibly().waitFor();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(application.isAlive()).isFalse());
    }
  }
}

package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final BlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>();

  private ChildEvent next() throws InterruptedException {
    ChildEvent event = events.poll(60, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  private Child shell(String script, Duration patience) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script).inheritIO();
    return ChildProcess.start(7, folder.resolve("line-7"), builder, patience, events::add);
  }

  private static final String APP =
      """
      package app;

      import dev.covet.Covet;

      public class App {
        public static void main(String[] args) {
          Covet app = Covet.create(args);
          app.get("/", req -> dev.covet.Response.html("in a process of its own"));
          app.start();
        }
      }
      """;

  @Test
  void anApplicationSaysWhereItListensAndEndsInGoodOrder() throws Exception {
    TestProject test = new TestProject(folder.resolve("project"));
    test.source("app/App.java", APP);
    Path classes = folder.resolve("classes");
    assertThat(new Compiler().compile(test.project(), classes).text()).isEmpty();
    JavaChildren children = new JavaChildren(folder, () -> 0, List.of("--port=0", "--workers=1"));
    Child child = children.start(1, test.project(), classes, events::add);
    ChildEvent ready = next();
    assertThat(ready.kind()).as(ready.text()).isEqualTo(ChildEvent.Kind.READY);
    try (Http http = new Http(URI.create(ready.text()).getPort())) {
      assertThat(http.get("/", Http.BROWSER).body())
          .contains("in a process of its own", "/_covet/dev/reload.js");
    }
    child.stop();
    assertThat(next()).isEqualTo(new ChildEvent(1, ChildEvent.Kind.ENDED, "0"));
    assertThat(folder.resolve("line-1")).doesNotExist();
  }

  @Test
  void anApplicationEndsWithItsSupervisor() throws Exception {
    TestProject test = new TestProject(folder.resolve("project"));
    test.source("app/App.java", APP);
    Path classes = folder.resolve("classes");
    assertThat(new Compiler().compile(test.project(), classes).text()).isEmpty();
    JavaChildren children = new JavaChildren(folder, () -> 0, List.of("--port=0", "--workers=1"));
    Process process;
    try (Supervised supervised = new Supervised(folder)) {
      ProcessBuilder builder =
          new ProcessBuilder(children.command(test.project(), classes, supervised.address));
      builder.environment().putAll(JavaChildren.SETTINGS);
      process = builder.inheritIO().start();
      assertThat(supervised.next()).extracting(ChildEvent::kind).isEqualTo(ChildEvent.Kind.READY);
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
  }

  @Test
  void whoIsInterruptedWhileItWaitsForAnEndForcesIt() throws Exception {
    Child child = shell("exec sleep 60", PATIENCE);
    Thread.currentThread().interrupt();
    child.stop();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(next().kind()).isEqualTo(ChildEvent.Kind.ENDED);
  }

  @Test
  void aFailureIsHeardBeforeTheEnd() throws Exception {
    TestProject test = new TestProject(folder.resolve("project"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    new JavaChildren(folder, () -> 0, List.of())
        .start(2, test.project("app.Gone", ""), classes, events::add);
    ChildEvent failed = next();
    assertThat(failed.kind()).isEqualTo(ChildEvent.Kind.FAILED);
    assertThat(failed.text()).contains("there is no class app.Gone");
    assertThat(next().kind()).isEqualTo(ChildEvent.Kind.ENDED);
  }

  @Test
  void aProcessThatNeverCallsEndsToo() throws Exception {
    shell("exit 3", PATIENCE);
    assertThat(next()).isEqualTo(new ChildEvent(7, ChildEvent.Kind.ENDED, "3"));
  }

  @Test
  void aProcessThatDoesNotWantToEndIsForced() throws Exception {
    Path deaf = folder.resolve("deaf");
    Child child =
        shell("trap '' TERM; : > '" + deaf + "'; while :; do sleep 1; done", Duration.ofMillis(1));
    org.awaitility.Awaitility.await().until(() -> Files.exists(deaf));
    child.stop();
    assertThat(next()).isEqualTo(new ChildEvent(7, ChildEvent.Kind.ENDED, "137"));
  }

  @Test
  void theTerminalsInterruptDoesNotReachIt() throws Exception {
    Process process =
        new ProcessBuilder(ChildProcess.deaf(List.of("/bin/sh", "-c", "kill -INT $$; exit 5")))
            .start();
    assertThat(process.waitFor()).isEqualTo(5);
  }

  @Test
  void aCommandThatIsNotThereIsAnError() {
    ProcessBuilder builder = new ProcessBuilder(folder.resolve("gone").toString());
    assertThatThrownBy(
            () -> ChildProcess.start(1, folder.resolve("l"), builder, PATIENCE, events::add))
        .isInstanceOf(IOException.class);
  }
}

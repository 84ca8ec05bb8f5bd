package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor with a launcher that prints a file, and applications that only say so. */
class SupervisorTest {
  private static final String GOOD = "package app; class App { static void main() {} }";

  @TempDir Path folder;

  private final Queue<String> terminal = new ConcurrentLinkedQueue<>();
  private final Queue<String> happened = new ConcurrentLinkedQueue<>();
  private volatile Consumer<ChildEvent> events;
  private volatile int start;
  private volatile boolean refuses;
  private TestProject test;
  private Path description;
  private int port;
  private StandIn standIn;
  private Supervisor supervisor;
  private Thread thread;
  private volatile boolean supervised;

  @BeforeEach
  void make() throws Exception {
    test = new TestProject(folder.resolve("project"));
    description = Files.writeString(folder.resolve("description"), test.description());
    test.source("app/App.java", GOOD);
    port = Ports.free("127.0.0.1");
    standIn = new StandIn(List.of("--port=" + port), terminal::add);
    supervisor =
        new Supervisor(
            new Launcher(List.of("/bin/cat", description.toString()), terminal::add),
            this::start,
            standIn,
            Files.createDirectories(folder.resolve("own")),
            terminal::add);
  }

  private Child start(int number, Project project, Path classes, Consumer<ChildEvent> to)
      throws IOException {
    if (refuses) {
      throw new IOException("no more processes");
    }
    assertThat(classes.resolve("app/App.class")).exists();
    happened.add("start " + project.main());
    events = to;
    start = number;
    return () -> happened.add("stop");
  }

  private void run() {
    thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    supervised = supervisor.run();
                  } catch (IOException | InterruptedException e) {
                    terminal.add(e.toString());
                  }
                });
  }

  @AfterEach
  void close() throws Exception {
    supervisor.close();
    if (thread != null) {
      thread.join();
    }
  }

  private void say(ChildEvent.Kind kind, String text) {
    events.accept(new ChildEvent(start, kind, text));
  }

  private void ready() {
    int before = said("answers after");
    say(ChildEvent.Kind.READY, "http://127.0.0.1:" + port);
    awaitSaid("answers after", before + 1);
  }

  private int said(String text) {
    return (int) terminal.stream().filter(line -> line.contains(text)).count();
  }

  private void awaitSaid(String text, int times) {
    await().untilAsserted(() -> assertThat(said(text)).as("%s", terminal).isEqualTo(times));
  }

  private void awaitHappened(String... all) {
    await().untilAsserted(() -> assertThat(happened).containsExactly(all));
  }

  /** What the port answers; between two servers nobody listens for a moment. */
  private String page() {
    return await()
        .ignoreExceptionsInstanceOf(ConnectException.class)
        .until(
            () -> {
              try (Http http = new Http(port)) {
                return http.get("/", Http.PROGRAM).body();
              }
            },
            Objects::nonNull);
  }

  @Test
  void aChangeStopsTheOldApplicationAndStartsTheNewOne() throws Exception {
    run();
    awaitHappened("start app.App");
    assertThat(page()).contains("Starting");
    ready();
    assertThat(terminal).contains("covet: processors do not run");
    assertThat(standIn.port()).isEqualTo(port);
    test.source("app/App.java", GOOD + "// changed");
    awaitHappened("start app.App", "stop", "start app.App");
    assertThat(terminal).contains("covet: changed: App.java");
    ready();
    assertThat(Files.list(folder.resolve("own"))).hasSize(1);
    assertThat(listens()).isFalse();
  }

  /** Not when the stand-in has gone, since the application is none. */
  private boolean listens() throws Exception {
    try (Http http = new Http(port)) {
      http.get("/", Http.PROGRAM);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void whatDoesNotCompileIsShownUntilItIsMended() throws Exception {
    run();
    awaitHappened("start app.App");
    ready();
    test.source("app/App.java", "package app; class App { int n = true; }");
    awaitSaid("does not compile: 1 error", 1);
    awaitHappened("start app.App", "stop");
    assertThat(page()).contains("Does not compile", "app/App.java", "incompatible types");
    assertThat(said("App.java:1: error: incompatible types")).isEqualTo(1);
    test.source("app/App.java", GOOD);
    awaitHappened("start app.App", "stop", "start app.App");
    assertThat(page()).contains("Starting");
    ready();
  }

  @Test
  void whatDoesNotStartIsShownAndTriedAgainAtTheNextChange() throws Exception {
    run();
    awaitHappened("start app.App");
    say(ChildEvent.Kind.FAILED, "GET / conflicts with GET /");
    awaitSaid("does not start", 1);
    say(ChildEvent.Kind.ENDED, "1");
    assertThat(page()).contains("GET / conflicts with GET /");
    test.source("app/App.java", GOOD + "// changed");
    awaitHappened("start app.App", "stop", "start app.App");
    assertThat(said("has ended")).isZero();
    ready();
  }

  @Test
  void whatEndsIsShownAndAFailureBesideARunningServerIsNot() throws Exception {
    run();
    awaitHappened("start app.App");
    ready();
    say(ChildEvent.Kind.READY, "http://127.0.0.1:1");
    say(ChildEvent.Kind.FAILED, "main went on and failed");
    say(ChildEvent.Kind.ENDED, "3");
    awaitSaid("has ended: The application ended with exit code 3", 1);
    assertThat(said("does not start")).isZero();
    assertThat(page()).contains("exit code 3");
  }

  @Test
  void aDescriptionThatFailsIsShownAndAskedForAgain() throws Exception {
    run();
    awaitHappened("start app.App");
    ready();
    Files.delete(description);
    Files.writeString(test.pom, "<project>broken");
    awaitSaid("can not be built", 1);
    assertThat(page()).contains("No such file");
    Files.writeString(description, test.description().replace("app.App", "app.Other"));
    Files.writeString(test.pom, "<project>mended</project>");
    awaitHappened("start app.App", "stop", "start app.Other");
  }

  @Test
  void whatCanNotBeStartedIsShown() throws Exception {
    refuses = true;
    run();
    awaitSaid("can not be built", 1);
    assertThat(page()).contains("no more processes");
  }

  @Test
  void manyChangesAreCountedAndWarningsShown() throws Exception {
    run();
    awaitHappened("start app.App");
    for (int i = 0; i < 5; i++) {
      test.source("app/More" + i + ".java", "package app; class More" + i + " {}");
    }
    test.source("app/Old.java", "package app; class Old { long id = new Thread().getId(); }");
    await().until(() -> happened.size() >= 3);
    await().until(() -> said(" more") > 0 || said("changed") > 1);
    await().until(() -> said("warning: [deprecation]") > 0);
  }

  @Test
  void anApplicationOfWhichNothingIsKnownIsNotSupervised() throws Exception {
    Files.writeString(description, "main=app.App\n");
    run();
    thread.join();
    assertThat(supervised).isFalse();
    assertThat(happened).isEmpty();
  }

  @Test
  void theEndStopsTheApplication() throws Exception {
    run();
    awaitHappened("start app.App");
    supervisor.close();
    thread.join();
    assertThat(supervised).isTrue();
    awaitHappened("start app.App", "stop");
  }
}

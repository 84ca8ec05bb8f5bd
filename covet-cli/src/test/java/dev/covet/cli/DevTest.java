package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it, but for the launcher and the process of its own. */
class DevTest {
  @TempDir Path folder;

  private final Queue<String> terminal = new ConcurrentLinkedQueue<>();
  private final List<Runnable> atEnd = new ArrayList<>();
  private TestProject test;
  private Path launcher;

  @BeforeEach
  void makeProject() throws Exception {
    test = new TestProject(folder.resolve("project"));
    launcher = folder.resolve("covet");
    Path description = Files.writeString(folder.resolve("description"), test.description());
    Files.writeString(
        launcher,
        "#!/bin/sh\n[ \"$*\" = 'dev --describe there' ] || exit 1\ncat '" + description + "'\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private boolean run(String target, String... flags) {
    List<String> arguments = new ArrayList<>(List.of(launcher.toString(), target));
    arguments.addAll(List.of(flags));
    return Dev.supervised(terminal::add, atEnd::add, arguments.toArray(String[]::new));
  }

  @Test
  void anApplicationIsServedUntilTheEndLeavesNothingBehind() throws Exception {
    test.source("app/App.java", app("one"));
    CompletableFuture<Boolean> supervised =
        CompletableFuture.supplyAsync(() -> run("there", "--port=0", "--workers=1"));
    String answers = await().until(() -> line("answers after"), line -> !line.isEmpty());
    int port = Integer.parseInt(answers.replaceAll(".*127.0.0.1:(\\d+) answers.*", "$1"));
    try (Http http = new Http(port)) {
      assertThat(http.get("/", Http.PROGRAM).body()).isEqualTo("one");
      test.source("app/App.java", app("two, another one"));
      await()
          .ignoreException(ConnectException.class)
          .until(() -> http.get("/", Http.PROGRAM).body().equals("two, another one"));
      atEnd.forEach(Runnable::run);
      assertThat(supervised.get(30, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> http.get("/")).isInstanceOf(ConnectException.class);
    }
    assertThat(line("left behind")).isEmpty();
  }

  private static String app(String text) {
    return "package app; public class App { public static void main(String[] a) {"
        + " var app = dev.covet.Covet.create(a); app.get(\"/\", req -> \""
        + text
        + "\"); app.start(); } }";
  }

  private String line(String text) {
    return terminal.stream().filter(line -> line.contains(text)).findFirst().orElse("");
  }

  @Test
  void whatIsNoApplicationIsNotSupervised() {
    assertThat(run("nowhere")).isFalse();
    atEnd.forEach(Runnable::run);
    assertThat(terminal).isEmpty();
  }

  @Test
  void wrongSettingsAreToldAtOnce() {
    assertThat(run("there", "--prot", "80")).isFalse();
    assertThat(run("there", "--host", "0.0.0.0")).isFalse();
    assertThat(terminal)
        .satisfiesExactly(
            line -> assertThat(line).contains("did you mean 'port'?"),
            line -> assertThat(line).contains("dev-remote=true"));
    assertThat(atEnd).isEmpty();
  }
}

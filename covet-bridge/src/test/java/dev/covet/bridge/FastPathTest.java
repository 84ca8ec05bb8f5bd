package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Response;
import org.junit.jupiter.api.Test;

class FastPathTest {
  /** Prints the probe's result, and what a server without the flag answers. */
  static final class Closed {
    private Closed() {}

    public static void main(String[] args) throws Exception {
      FakeApplication app =
          new FakeApplication().get("/x", call -> Response.text(Thread.currentThread().toString()));
      try (Server server = Server.start(app, Mode.AUTO)) {
        System.out.println(server.running.report().get("handlers"));
        System.out.println(server.get("/x"));
      }
    }
  }

  @Test
  void theFastPathIsOpenWithTheFlag() {
    assertThat(FastPath.probe().reason()).startsWith("handlers run on the event loops");
    assertThat(FastPath.probe().open()).isTrue();
  }

  @Test
  void aForcedPlaceIsMentioned() {
    FastPath path = new FastPath(true, "open");
    assertThat(path.in(Mode.AUTO).reason()).isEqualTo("open");
    assertThat(path.in(Mode.OFFLOAD).reason()).contains(Mode.PROPERTY + " is OFFLOAD");
  }

  @Test
  void withoutTheFlagItFallsBackServesAndSaysWhichFlagIsMissing() throws Exception {
    assertThat(Jvm.run(Closed.class))
        .contains("fallback to the JDK's scheduler")
        .contains("start java with --add-opens java.base/java.lang=ALL-UNNAMED")
        .contains("HTTP/1.1 200 OK")
        .contains("ForkJoinPool");
  }
}

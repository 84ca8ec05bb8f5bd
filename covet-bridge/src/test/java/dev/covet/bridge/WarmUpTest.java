package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  /** Marks in its output when the server is ready and when it has answered. */
  static final class FirstRequest {
    private FirstRequest() {}

    public static void main(String[] args) throws Exception {
      FakeApplication app = new FakeApplication().get("/x", call -> Response.text("x"));
      app.get("/s", call -> Response.stream(out -> out.write('s')));
      try (Server server = Server.start(app, Mode.LOOP);
          Client client = new Client(server.port())) {
        System.out.println("=== ready");
        client.get("/x");
        client.get("/s");
        System.out.println("=== answered");
      }
    }
  }

  private static List<String> loadedByRequests() throws Exception {
    String output =
        Jvm.run(
            FirstRequest.class, "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xlog:class+load");
    assertThat(output).contains("=== ready", "=== answered", "dev.covet.bridge.RequestTask source");
    return output
        .substring(output.indexOf("=== ready"), output.indexOf("=== answered"))
        .lines()
        .toList();
  }

  @Test
  void theFirstRequestsLoadNoClassesOfTheBridge() throws Exception {
    List<String> loaded =
        loadedByRequests().stream()
            // Not the stack of a handler that holds its loop on a slow machine.
            .filter(line -> line.contains(" dev.covet.bridge.") && line.contains(" source: "))
            .filter(
                line ->
                    !line.contains("bridge.FakeApplication") && !line.contains("bridge.Requests"))
            .filter(line -> !line.contains("WarmUpTest"))
            // The watchdog has a thread of its own; what it loads holds no loop.
            .filter(line -> !line.matches(".*bridge\\.(LoopWatch|Watchdog)\\$\\$.*"))
            .toList();
    assertThat(loaded).isEmpty();
  }

  /**
   * Locale data is found by Java code under locks, which a handler's thread may hold while it is
   * not mounted: a loop that waited for one would never continue that thread.
   */
  @Test
  void theFirstRequestsNeedNoLocaleData() throws Exception {
    assertThat(loadedByRequests())
        .noneMatch(line -> line.contains(" sun.util.") || line.contains(" sun.text."));
  }
}

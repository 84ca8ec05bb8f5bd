package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running server passes its listening sockets to its successor. */
class RestartTest {
  private static final Path LOAD = Path.of("../benchmarks/Restarts.java");

  @TempDir private Path folder;

  private String control() {
    return folder.resolve("c.sock").toString();
  }

  /** The short form of {@code ./covet bench restarts}. */
  @Test
  void restartsUnderLoadLoseNothing() throws Exception {
    int port = freePort();
    List<String> server =
        ExampleProcess.command(
            ExampleProcess.covered(),
            "Hello",
            "--workers",
            "2",
            "--handover",
            control(),
            // Passed on as well, or the successor could not listen there.
            "--admin-listen",
            "127.0.0.1:" + freePort());
    server.set(server.indexOf("--port") + 1, String.valueOf(port));
    List<String> load = new ArrayList<>();
    load.add(server.getFirst());
    load.addAll(List.of(LOAD.toString(), "2", "3000", String.valueOf(port), folder.toString()));
    load.addAll(server);
    Process process = new ProcessBuilder(load).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("2 restarts; ", " 0 failed; ");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void aSuccessorThatDoesNotStartChangesNothing() throws Exception {
    try (ExampleProcess server =
            ExampleProcess.start(ExampleProcess.covered(), "Hello", "--handover", control());
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> command =
          ExampleProcess.command(
              ExampleProcess.covered(),
              "Hello",
              "--handover",
              control(),
              "--listen",
              "127.0.0.1:" + taken.getLocalPort());
      Process successor = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(successor.getInputStream().readAllBytes());
      assertThat(successor.waitFor()).as(said).isEqualTo(1);
      assertThat(said).contains("the port is taken");
      try (Connection connection = new Connection(URI.create(server.url("/")).getPort())) {
        assertThat(connection.get("/")).endsWith("Hello, World!");
      }
      assertThat(server.process().waitFor(0, TimeUnit.SECONDS)).isFalse();
      assertThat(server.terminate()).isZero();
      assertThat(folder).isEmptyDirectory();
    }
  }
}

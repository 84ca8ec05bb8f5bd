package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that a service manager has opened, as systemd gives them: from descriptor 3 on. */
class SocketActivationTest {
  /** A TCP port and a Unix-domain socket, then the program in the place of this process. */
  private static final String MANAGER =
      """
      import os, socket, sys
      port = socket.socket(); port.bind(("127.0.0.1", 0)); port.listen()
      local = socket.socket(socket.AF_UNIX); local.bind(sys.argv[1]); local.listen()
      high = [os.dup(each.fileno()) for each in (port, local)]
      while min(high) < 5: high = [os.dup(each) for each in high]
      for number, each in enumerate(high): os.dup2(each, 3 + number)
      os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="2")
      os.execvp(sys.argv[2], sys.argv[2:])
      """;

  /** What a service manager of `Type=notify` hears: each message in a line. */
  private static final String EAR =
      """
      import os, socket, sys
      ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      ear.bind(sys.argv[1] if sys.argv[1][0] != "@" else "\\0" + sys.argv[1][1:])
      print("bound", flush=True)
      while True: print(ear.recv(4096).decode().replace("\\n", " "), flush=True)
      """;

  @TempDir private Path folder;

  private List<String> command(String... flags) {
    List<String> command =
        new ArrayList<>(List.of("python3", "-c", MANAGER, folder.resolve("a.sock").toString()));
    command.addAll(ExampleProcess.command(ExampleProcess.covered(), "Hello", flags));
    return command;
  }

  @Test
  void givenSocketsAreServedAndKept() throws Exception {
    Path local = folder.resolve("a.sock");
    try (ExampleProcess server = ExampleProcess.of(new ProcessBuilder(command()))) {
      try (Connection connection = new Connection(URI.create(server.url("/")).getPort())) {
        assertThat(connection.get("/")).endsWith("Hello, World!");
      }
      assertThat(Tool.run("curl", "-s", "--unix-socket", local.toString(), "http://a/").output())
          .isEqualTo("Hello, World!");
      assertThat(server.terminate()).isZero();
      assertThat(server.output()).contains("EPOLL (listening sockets pass between processes");
      assertThat(local).as("the manager's").exists();
    }
  }

  /** {@code sd_notify(3)}: ready when it is served, stopping when the stop begins. */
  @ParameterizedTest
  @ValueSource(strings = {"path", "abstract"})
  void theManagerIsToldOfTheStartAndTheStop(String kind) throws Exception {
    String address =
        kind.equals("path")
            ? folder.resolve("notify.sock").toString()
            : "@covet-test-" + ProcessHandle.current().pid();
    Process ear = new ProcessBuilder("python3", "-c", EAR, address).start();
    try (BufferedReader heard = ear.inputReader()) {
      assertThat(heard.readLine()).isEqualTo("bound");
      ProcessBuilder command =
          new ProcessBuilder(ExampleProcess.command(ExampleProcess.covered(), "Hello"));
      command.environment().put("NOTIFY_SOCKET", address);
      try (ExampleProcess server = ExampleProcess.of(command)) {
        assertThat(heard.readLine()).contains("READY=1");
        try (Connection connection = new Connection(URI.create(server.url("/")).getPort())) {
          assertThat(connection.get("/")).endsWith("Hello, World!");
        }
        assertThat(server.terminate()).isZero();
        assertThat(heard.readLine()).contains("STOPPING=1");
      }
    } finally {
      ear.destroyForcibly().waitFor();
    }
  }

  @Test
  void aTransportThatCanNotIsRefused() throws Exception {
    Process server =
        new ProcessBuilder(command("--transport", "nio")).redirectErrorStream(true).start();
    String said = new String(server.getInputStream().readAllBytes());
    assertThat(server.waitFor()).as(said).isEqualTo(1);
    assertThat(said)
        .contains("listening sockets pass between processes by the transport epoll alone");
  }
}

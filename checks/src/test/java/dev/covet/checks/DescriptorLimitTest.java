package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** More clients than a process may have file descriptors: those who are in notice nothing. */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
class DescriptorLimitTest {
  private static final int LIMIT = 256;
  private static final int CLIENTS = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final String transport;
  private final Crowd crowd = new Crowd();
  private ExampleProcess server;

  DescriptorLimitTest(String transport) {
    this.transport = transport;
  }

  @AfterEach
  void stop() throws IOException {
    crowd.leave();
    server.close();
  }

  private long descriptors() throws IOException {
    Path folder = Path.of("/proc", Long.toString(server.process().pid()), "fd");
    try (Stream<Path> open = Files.list(folder)) {
      return open.count();
    }
  }

  private Duration cpu() {
    return server.process().info().totalCpuDuration().orElseThrow();
  }

  @Test
  void whoIsInIsServedAndTheRestWaitWithoutASpin() throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "ulimit -n " + LIMIT + "; exec \"$@\"", "sh"));
    command.addAll(
        ExampleProcess.command(
            List.of(), "Conformance", "--transport", transport, "--workers", "1"));
    server = ExampleProcess.of(new ProcessBuilder(command));
    int port = URI.create(server.url("/")).getPort();
    try (Connection inFlight = new Connection(port);
        Connection kept = new Connection(port)) {
      assertThat(inFlight.get("/slow/1")).endsWith("ok");
      assertThat(kept.get("/")).endsWith("Covet conformance\n");
      // Many are jars: the class path of the tests is long.
      long without = descriptors();
      inFlight.request("/slow/6000");
      for (int i = 0; i < CLIENTS; i++) {
        crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.output().contains("accepting failed"));
      assertThat(descriptors()).isGreaterThan(LIMIT - 10);

      Duration before = cpu();
      long begin = System.nanoTime();
      Thread.sleep(LOOK);
      Duration passed = Duration.ofNanos(System.nanoTime() - begin);
      // A loop that spins takes a whole CPU.
      assertThat(cpu().minus(before)).isLessThan(passed.dividedBy(2));
      assertThat(kept.get("/")).endsWith("Covet conformance\n");
      assertThat(inFlight.read()).endsWith("ok");

      crowd.leave();
      try (Connection fresh = new Connection(port)) {
        assertThat(fresh.get("/")).endsWith("Covet conformance\n");
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> descriptors() < without + 20);
      assertThat(kept.get("/")).endsWith("Covet conformance\n");
    }
    assertThat(server.output()).doesNotContain("NoClassDefFound").doesNotContain("ERROR");
    assertThat(server.terminate()).isZero();
  }
}

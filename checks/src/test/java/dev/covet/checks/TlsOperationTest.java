package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.test.RawConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as operators and attackers see it, in a JVM of its own. */
class TlsOperationTest {
  private static final int UNFINISHED = 1000;

  /** The first bytes of a ClientHello that announces 512 and does not go on. */
  private static final byte[] BEGINNING = HexFormat.of().parseHex("1603010200010001fc0303");

  @TempDir Path folder;

  private static String[] flags(String transport, Path store) {
    return new String[] {
      "--transport",
      transport,
      "--workers",
      "2",
      "--tls-cert",
      store.toString(),
      "--tls-key-password",
      KeyStores.PASSWORD,
      "--tls-reload",
      "100ms"
    };
  }

  private static String subject(int port) throws IOException {
    try (RawConnection connection = new RawConnection(port, true)) {
      return connection.certificate().getSubjectX500Principal().getName();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void aCertificateThatChangesUnderLoadFailsNoRequest(String transport) throws Exception {
    Path used = KeyStores.make(folder, "first");
    Path next = KeyStores.make(folder, "second");
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong fresh = new AtomicLong();
    AtomicLong kept = new AtomicLong();
    List<String> failures = new ArrayList<>();
    List<Thread> clients = new ArrayList<>();
    try (ExampleProcess server = ExampleProcess.start("Bench", flags(transport, used))) {
      int port = URI.create(server.url("/")).getPort();
      for (int i = 0; i < 4; i++) {
        boolean anew = i % 2 == 0;
        clients.add(
            Thread.ofPlatform().start(() -> load(port, anew, stop, anew ? fresh : kept, failures)));
      }
      await().until(() -> fresh.get() > 50 && kept.get() > 500);
      assertThat(subject(port)).isEqualTo("CN=first");

      Files.move(next, used, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(subject(port)).isEqualTo("CN=second"));
      long freshThen = fresh.get();
      long keptThen = kept.get();
      await().until(() -> fresh.get() > freshThen + 50 && kept.get() > keptThen + 500);

      stop.set(true);
      for (Thread client : clients) {
        client.join(20_000);
      }
      assertThat(failures).isEmpty();
      assertThat(server.terminate()).as(server.output()).isZero();
    } finally {
      stop.set(true);
    }
  }

  private static String plaintext(RawConnection connection) throws IOException {
    return connection.send("GET /plaintext HTTP/1.1\r\nHost: localhost\r\n\r\n").read().text();
  }

  /** A handshake for each request, or one connection for all of them. */
  private static void load(
      int port, boolean anew, AtomicBoolean stop, AtomicLong answered, List<String> failures) {
    try {
      while (!stop.get()) {
        try (RawConnection connection = new RawConnection(port, true)) {
          do {
            if (!plaintext(connection).equals("Hello, World!")) {
              throw new IOException("a wrong answer");
            }
            answered.incrementAndGet();
          } while (!anew && !stop.get());
        }
      }
    } catch (IOException | RuntimeException e) {
      synchronized (failures) {
        failures.add((anew ? "fresh: " : "kept: ") + e);
      }
    }
  }

  @Test
  void aBadCertificateStopsTheStartWithOneLine() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.pem"), "no certificate\n");
    List<String> command =
        ExampleProcess.command(List.of(), "Bench", "--tls-cert", broken.toString());
    Tool.Result result = Tool.run(new ProcessBuilder(command));
    assertThat(result.exit()).isNotZero();
    // The tests' own class path has a library that looks for a log.
    List<String> lines = result.output().lines().filter(line -> !line.startsWith("SLF4J")).toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).endsWith("broken.pem: there is no certificate in PEM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "io_uring"})
  void handshakesThatNeverEndLeaveOthersServedAndGo(String transport) throws Exception {
    try (ExampleProcess server =
        ExampleProcess.start("Bench", flags(transport, KeyStores.make(folder, "one")))) {
      int port = URI.create(server.url("/")).getPort();
      assertThat(subject(port)).isEqualTo("CN=one");
      List<Socket> idlers = new ArrayList<>();
      try {
        for (int i = 0; i < UNFINISHED; i++) {
          Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          socket.setSoTimeout(60_000);
          idlers.add(socket);
          if (i % 2 == 0) {
            socket.getOutputStream().write(BEGINNING);
          }
        }
        for (int i = 0; i < 50; i++) {
          try (RawConnection honest = new RawConnection(port, true)) {
            assertThat(plaintext(honest)).isEqualTo("Hello, World!");
          }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> openSockets(server.process()) < 20);
        for (Socket socket : idlers) {
          assertThat(isEnded(socket)).isTrue();
        }
      } finally {
        for (Socket socket : idlers) {
          socket.close();
        }
      }
    }
  }

  /** Whether the server has ended it; an alert may come first. */
  private static boolean isEnded(Socket socket) {
    try {
      return socket.getInputStream().readNBytes(64).length < 64;
    } catch (IOException e) {
      return !(e instanceof java.net.SocketTimeoutException);
    }
  }

  private static long openSockets(Process process) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return files.filter(TlsOperationTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }
}

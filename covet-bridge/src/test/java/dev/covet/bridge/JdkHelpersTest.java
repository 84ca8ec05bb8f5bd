package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Response;
import dev.covet.engine.EngineConfig;
import dev.covet.spi.ServingPlan.Placement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The JDK's own threads must not become a loop's. Each case needs a JVM in which nothing has
 * started them.
 */
class JdkHelpersTest {
  /** The first wait of a virtual thread for a socket is in a handler; then its loop is held. */
  static final class FirstSocketWaitInAHandler {
    private FirstSocketWaitInAHandler() {}

    public static void main(String[] args) throws Exception {
      try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
        AtomicBoolean hold = new AtomicBoolean(true);
        CountDownLatch holding = new CountDownLatch(1);
        FakeApplication app = new FakeApplication();
        app.add(
            "/socket",
            FakeApplication.plan("/socket", Placement.LOOP),
            call -> {
              return Response.text("" + readOne(listener));
            });
        app.add(
            "/hold",
            FakeApplication.plan("/hold", Placement.LOOP),
            call -> {
              holding.countDown();
              while (hold.get()) {
                Thread.onSpinWait();
              }
              return Response.text("held");
            });
        try (Server server = Server.start(app, Mode.AUTO);
            Client client = new Client(server.port());
            Client hog = new Client(server.port())) {
          client.send("GET /socket HTTP/1.1\r\nHost: a\r\n\r\n");
          try (Socket peer = listener.accept()) {
            peer.getOutputStream().write(5);
          }
          client.read();
          hog.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
          holding.await();
          // Now another virtual thread, which has nothing to do with the loop, waits for a socket.
          CountDownLatch read = new CountDownLatch(1);
          Thread.ofVirtual()
              .start(
                  () -> {
                    if (readOne(listener) == 6) {
                      read.countDown();
                    }
                  });
          try (Socket peer = listener.accept()) {
            peer.getOutputStream().write(6);
            if (!read.await(5, TimeUnit.SECONDS)) {
              throw new IllegalStateException("the poller is captured");
            }
          }
          hold.set(false);
          hog.read();
          System.out.println("others go on");
        }
      }
    }

    private static int readOne(ServerSocket listener) {
      try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
        return socket.getInputStream().read();
      } catch (IOException e) {
        return -1;
      }
    }
  }

  /** Prints the CPUs of each thread that may carry handlers or JDK work beside pinned loops. */
  static final class PinnedLoops {
    private PinnedLoops() {}

    public static void main(String[] args) throws Exception {
      FakeApplication app = new FakeApplication();
      app.get("/probation", call -> Response.text("x"));
      app.add("/off", FakeApplication.plan("/off", Placement.OFFLOAD), call -> Response.text("x"));
      EngineConfig.Builder settings =
          EngineConfig.builder().workers(1).pinning(EngineConfig.Pinning.ON);
      try (Server server = Server.start(app, Mode.AUTO, settings)) {
        for (int i = 0; i < 10; i++) {
          server.get("/probation");
          server.get("/off");
        }
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
          for (Path task : tasks.toList()) {
            String cpus =
                Files.readString(task.resolve("status"))
                    .replaceAll("(?s).*Cpus_allowed_list:\\s*(\\S+).*", "$1");
            System.out.println(
                "thread " + Files.readString(task.resolve("comm")).trim() + " cpus " + cpus);
          }
        }
      }
    }
  }

  @Test
  void aHeldLoopStallsNobodyElsesSockets() throws Exception {
    // Mode 2 is the one in which pollers are virtual threads.
    assertThat(
            Jvm.run(
                FirstSocketWaitInAHandler.class,
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djdk.pollerMode=2"))
        .contains("others go on");
  }

  @Test
  void noThreadBesideALoopIsBoundToItsCpu() throws Exception {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      return; // every thread has the one CPU
    }
    String threads =
        Jvm.run(
            PinnedLoops.class,
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Dio.netty.noUnsafe=false",
            "--sun-misc-unsafe-memory-access=allow");
    String loop =
        threads
            .lines()
            .filter(line -> line.startsWith("thread covet-loop-0 "))
            .findFirst()
            .orElseThrow();
    String bound = loop.substring(loop.indexOf("cpus "));
    assertThat(bound).as(threads).matches("cpus \\d+");
    assertThat(threads).contains("thread covet-probatio");
    assertThat(
            threads.lines().filter(line -> line.endsWith(bound) && !line.contains("covet-loop-0")))
        .as(threads)
        .isEmpty();
  }
}

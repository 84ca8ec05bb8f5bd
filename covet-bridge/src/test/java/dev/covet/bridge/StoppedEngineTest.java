package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Response;
import dev.covet.engine.EngineConfig;
import dev.covet.http.Limits;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A JDK thread that wakes a virtual thread dies for the whole JVM if the scheduler of that thread
 * throws.
 */
class StoppedEngineTest {
  @ParameterizedTest
  @EnumSource
  void handlersThatWaitWhenTheEngineStopsGoOnAndSoDoOtherThreads(Mode mode) throws Exception {
    Object monitor = new Object();
    CountDownLatch waiting = new CountDownLatch(4);
    CountDownLatch ended = new CountDownLatch(4);
    CountDownLatch wake = new CountDownLatch(1);
    FakeApplication app = new FakeApplication();
    try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      app.get(
          "/monitor",
          call -> {
            waiting.countDown();
            synchronized (monitor) {
              ended.countDown();
            }
            return Response.ok();
          });
      app.get(
          "/socket",
          call -> {
            try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
                InputStream in = socket.getInputStream()) {
              waiting.countDown();
              in.read();
              ended.countDown();
            }
            return Response.ok();
          });
      app.get(
          "/sleep",
          call -> {
            waiting.countDown();
            while (!wake.await(10, TimeUnit.MILLISECONDS)) {
              Thread.sleep(10);
            }
            ended.countDown();
            return Response.ok();
          });
      app.get(
          "/park",
          call -> {
            waiting.countDown();
            wake.await();
            ended.countDown();
            return Response.ok();
          });
      Limits limits = Limits.defaults().toBuilder().drain(Duration.ofMillis(100)).build();
      Server server = Server.start(app, mode, EngineConfig.builder().workers(1), limits);
      try (Client one = new Client(server.port());
          Client two = new Client(server.port());
          Client three = new Client(server.port());
          Client four = new Client(server.port())) {
        synchronized (monitor) {
          one.send("GET /monitor HTTP/1.1\r\nHost: a\r\n\r\n");
          two.send("GET /socket HTTP/1.1\r\nHost: a\r\n\r\n");
          three.send("GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n");
          four.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n");
          assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
          server.close();
        }
        wake.countDown();
        try (Socket peer = listener.accept()) {
          peer.getOutputStream().write(1);
          assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
      }
      othersGoOn(listener);
    }
  }

  private static void othersGoOn(ServerSocket listener) throws Exception {
    Object monitor = new Object();
    CompletableFuture<Boolean> inside = new CompletableFuture<>();
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread owner =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    Thread.sleep(5);
                    synchronized (monitor) {
                      inside.complete(true);
                    }
                    try (Socket socket =
                        new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                      read.complete(socket.getInputStream().read());
                    }
                  } catch (Exception e) {
                    read.completeExceptionally(e);
                  }
                });
    synchronized (monitor) {
      owner.start();
      await().until(() -> owner.getState() == Thread.State.BLOCKED);
    }
    assertThat(inside.get(10, TimeUnit.SECONDS)).isTrue();
    try (Socket peer = listener.accept()) {
      peer.getOutputStream().write(7);
      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(7);
    }
  }
}

package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Response;
import dev.covet.WebSocketListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What an application does when its server begins to stop. */
class DrainHooksTest {
  private final List<String> done = new CopyOnWriteArrayList<>();

  private static void send(dev.covet.WebSocket socket, String text) {
    try {
      socket.send(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theyRunInOrderWhenNobodyListensAndARequestInFlightGoesOn() throws Exception {
    CountDownLatch inFlight = new CountDownLatch(1);
    CountDownLatch drained = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    TestServer[] server = new TestServer[1];
    server[0] =
        TestServer.start(
            Config.builder(),
            app -> {
              app.onDrain(
                  () -> {
                    done.add("ready " + app.ready());
                    throw new IOException("on purpose");
                  });
              app.onDrain(() -> done.add(listens(server[0])));
              app.onDrain(drained::countDown);
              app.onDrain(answered::await);
              app.onStop(() -> done.add("stop"));
              app.get(
                  "/",
                  req -> {
                    inFlight.countDown();
                    drained.await();
                    return "whole";
                  });
            });
    try (RawConnection connection = server[0].connect()) {
      connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      inFlight.await();
      Thread stop = Thread.startVirtualThread(server[0]::close);
      TestResponse answer = connection.read();
      answered.countDown();
      assertThat(answer.text()).isEqualTo("whole");
      // Already while hooks run: another request would find nobody to answer it later on.
      assertThat(answer.header("Connection")).isEqualTo("close");
      stop.join();
    }
    assertThat(done).containsExactly("ready false", "nobody listens", "stop");
  }

  private static String listens(TestServer server) throws IOException {
    try (RawConnection connection = server.connect()) {
      return "listens";
    } catch (ConnectException e) {
      return "nobody listens";
    }
  }

  @Test
  void aWebSocketSendsALastMessageUnlessItHasEnded() throws Exception {
    TestServer server =
        TestServer.start(
            Config.builder(),
            app ->
                app.websocket(
                    "/",
                    socket -> {
                      socket.onDrain(() -> send(socket, "first"));
                      socket.onDrain(
                          () -> {
                            done.add("once");
                            throw new IllegalStateException("on purpose");
                          });
                      socket.onDrain(() -> send(socket, "last"));
                      socket.send("open");
                      while (socket.receive() != null) {
                        socket.send("more");
                      }
                      socket.onDrain(() -> done.add("too late"));
                      done.add("ended");
                    }));
    try (TestWebSocket ended = server.client().webSocket("/").open()) {
      assertThat(ended.receive().text()).isEqualTo("open");
    }
    await().untilAsserted(() -> assertThat(done).containsExactly("ended"));
    try (TestWebSocket socket = server.client().webSocket("/").open()) {
      assertThat(socket.receive().text()).isEqualTo("open");
      Thread stop = Thread.startVirtualThread(server::close);
      assertThat(socket.receive().text()).isEqualTo("first");
      assertThat(socket.receive().text()).isEqualTo("last");
      assertThat(socket.closeCode()).isEqualTo(1001);
      stop.join();
    }
    assertThat(done).containsOnlyOnce("once").doesNotContain("too late");
  }

  @Test
  void oneThatHangsHoldsTheStopUpForHalfOfItsTime() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    TestServer server =
        TestServer.start(
            Config.builder().set("drain-timeout", "1s"),
            app -> {
              app.onDrain(never::await);
              app.websocket("/", new WebSocketListener() {});
            });
    try (TestWebSocket socket = server.client().webSocket("/").open()) {
      Thread stop = Thread.startVirtualThread(server::close);
      assertThat(socket.closeCode()).isEqualTo(1001);
      stop.join();
    } finally {
      never.countDown();
    }
  }

  @Test
  void aSocketThatOpensDuringTheStopIsToldAtOnce() throws Exception {
    CountDownLatch handshake = new CountDownLatch(1);
    CountDownLatch draining = new CountDownLatch(1);
    CountDownLatch opened = new CountDownLatch(1);
    TestServer server =
        TestServer.start(
            Config.builder(),
            app -> {
              app.onDrain(
                  () -> {
                    draining.countDown();
                    opened.await();
                  });
              app.websocket(
                      "/",
                      socket -> {
                        socket.onDrain(
                            () -> {
                              send(socket, "last");
                              opened.countDown();
                            });
                        socket.receive();
                      })
                  .use(
                      (req, next) -> {
                        handshake.countDown();
                        draining.await();
                        return next.handle(req);
                      });
            });
    Thread stop =
        Thread.startVirtualThread(
            () -> {
              try {
                handshake.await();
                server.close();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (TestWebSocket socket = server.client().webSocket("/").open()) {
      assertThat(socket.receive().text()).isEqualTo("last");
      assertThat(socket.closeCode()).isEqualTo(1001);
    }
    stop.join();
  }

  @Test
  void anEventStreamSendsALastEvent() throws Exception {
    TestServer server =
        TestServer.start(
            Config.builder(),
            app ->
                app.get(
                    "/",
                    req ->
                        Response.sse(
                            events -> {
                              events.onDrain(
                                  () -> {
                                    try {
                                      events.send("last");
                                    } catch (IOException e) {
                                      throw new UncheckedIOException(e);
                                    }
                                  });
                              events.send("first");
                              new CountDownLatch(1).await();
                            })));
    try (RawConnection connection = server.connect()) {
      connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").until("data: first\n\n");
      Thread stop = Thread.startVirtualThread(server::close);
      assertThat(connection.rest())
          .contains("data: last\n\n")
          .contains(": the server stops\n\n")
          .endsWith("\r\n0\r\n\r\n");
      stop.join();
    }
  }
}

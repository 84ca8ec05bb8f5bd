package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.Response;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams when their server stops. */
class EventStreamStopTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "offload"})
  void aStopEndsStreamsWholeAfterALastComment(String mode) throws Exception {
    System.setProperty("dev.covet.bridge.mode", mode);
    TestServer server;
    try {
      server =
          TestServer.start(
              Config.builder().set("drain-timeout", "5m"),
              app ->
                  app.get(
                      "/",
                      req ->
                          Response.sse(
                              events -> {
                                events.send("a");
                                new CountDownLatch(1).await();
                              })));
    } finally {
      System.clearProperty("dev.covet.bridge.mode");
    }
    try (RawConnection connection = server.connect()) {
      connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").until("data: a\n\n");
      Thread stop = Thread.startVirtualThread(server::close);
      assertThat(connection.rest()).contains(": the server stops\n\n").endsWith("\r\n0\r\n\r\n");
      stop.join();
    }
  }
}

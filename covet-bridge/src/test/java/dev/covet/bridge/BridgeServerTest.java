package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.Response;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.Transport;
import dev.covet.spi.ServerProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgeServerTest {
  @AfterEach
  void clear() {
    System.clearProperty(Mode.PROPERTY);
  }

  @Test
  void theServiceLoaderFindsIt() {
    assertThat(ServiceLoader.load(ServerProvider.class))
        .hasAtLeastOneElementOfType(BridgeServer.class);
  }

  @Test
  void itTellsTheFactsForTheStartUpReportInOrder() throws Exception {
    try (Server server = Server.start(new FakeApplication(), Mode.AUTO)) {
      assertThat(server.running.report().keySet())
          .containsExactly("transport", "workers", "pinning", "handlers");
      assertThat(server.running.uris())
          .singleElement()
          .asString()
          .matches("http://127\\.0\\.0\\.1:[1-9]\\d*");
    }
  }

  @Test
  void itIsReadyUntilItStopsAndRequestsInFlightAreAnswered() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    FakeApplication app =
        new FakeApplication()
            .get(
                "/x",
                call -> {
                  inside.countDown();
                  go.await();
                  return Response.text("done");
                });
    Server server = Server.start(app, Mode.AUTO);
    try (Client client = new Client(server.port())) {
      assertThat(server.running.ready()).isTrue();
      client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      inside.await();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      await().until(() -> !server.running.ready());
      go.countDown();
      assertThat(client.read()).contains("Connection: close").endsWith("done");
      stopped.get(10, TimeUnit.SECONDS);
      server.close();
    }
  }

  @Test
  void beforeTheStopItServesForAWhileWithoutBeingReady() throws Exception {
    FakeApplication app = new FakeApplication().get("/x", call -> Response.text("x"));
    EngineConfig.Builder settings = EngineConfig.builder().workers(1).transport(Transport.NIO);
    Running running =
        BridgeServer.start(
            app,
            settings,
            Mode.AUTO,
            Duration.ofSeconds(Integer.MAX_VALUE),
            OverloadMarks.NONE,
            Observers.NONE);
    Thread stop = Thread.ofPlatform().start(running::stop);
    await().until(() -> !running.ready());
    await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
    assertThat(Client.get(running.uris().getFirst().getPort(), "/x")).endsWith("x");
    stop.interrupt();
    stop.join();
    assertThatThrownBy(() -> Client.get(running.uris().getFirst().getPort(), "/x"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPortThatIsTakenStopsTheStartWithOneLine() throws Exception {
    try (Server server = Server.start(new FakeApplication(), Mode.AUTO)) {
      EngineConfig.Builder settings = EngineConfig.builder().workers(1).port(server.port());
      assertThatThrownBy(() -> Server.start(new FakeApplication(), Mode.AUTO, settings))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the port is taken");
    }
  }

  @Test
  void theModeIsReadFromTheSystemProperty() {
    assertThat(Mode.current()).isEqualTo(Mode.AUTO);
    System.setProperty(Mode.PROPERTY, "Probation");
    assertThat(Mode.current()).isEqualTo(Mode.PROBATION);
    System.setProperty(Mode.PROPERTY, "elsewhere");
    assertThatThrownBy(Mode::current)
        .hasMessageContaining("must be auto, loop, probation, offload or fallback");
  }
}

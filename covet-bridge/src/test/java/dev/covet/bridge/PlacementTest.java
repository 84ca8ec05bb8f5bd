package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Response;
import dev.covet.engine.EngineConfig;
import dev.covet.spi.ServingPlan.Placement;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Where handlers run, and what becomes of those that hold their loop. */
class PlacementTest {
  /** The name of the thread that carries a virtual thread. */
  private static Response<?> carrier(FakeApplication.Call call) {
    return Response.text(Thread.currentThread().toString());
  }

  private static void promote(Client client) throws IOException {
    String carrier = "";
    for (int i = 0; i < 100 * RouteState.PROOF && !carrier.contains("covet-loop-0"); i++) {
      carrier = client.get("/x");
    }
    assertThat(carrier).contains("covet-loop-0");
  }

  @Test
  void aRouteStartsOnProbationAndIsPromotedToTheLoop() throws Exception {
    FakeApplication app = new FakeApplication().get("/x", PlacementTest::carrier);
    try (Server server = Server.start(app, Mode.AUTO);
        Client client = new Client(server.port())) {
      assertThat(client.get("/x")).contains("covet-probation");
      promote(client);
      assertThat(app.state("/x").lane()).isEqualTo(Lane.LOOP);
    }
  }

  @Test
  void aFixedPlaceIsKept() throws Exception {
    FakeApplication app = new FakeApplication();
    app.add("/loop", FakeApplication.plan("/loop", Placement.LOOP), PlacementTest::carrier);
    app.add("/off", FakeApplication.plan("/off", Placement.OFFLOAD), PlacementTest::carrier);
    try (Server server = Server.start(app, Mode.AUTO);
        Client client = new Client(server.port())) {
      for (int i = 0; i < 2 * RouteState.PROOF; i++) {
        assertThat(client.get("/loop")).contains("covet-loop-0");
        assertThat(client.get("/off")).contains("ForkJoinPool");
      }
    }
  }

  @Test
  void inFallbackAllRunsOnTheJdksScheduler() throws Exception {
    FakeApplication app = new FakeApplication();
    app.add("/loop", FakeApplication.plan("/loop", Placement.LOOP), PlacementTest::carrier);
    try (Server server = Server.start(app, Mode.FALLBACK)) {
      assertThat(server.get("/loop")).contains("ForkJoinPool");
    }
  }

  @Test
  void aHandlerThatHoldsItsLoopIsReportedWhileItDoesAndItsRouteGoesBack() throws Exception {
    AtomicBoolean hold = new AtomicBoolean();
    FakeApplication app =
        new FakeApplication()
            .get(
                "/x",
                call -> {
                  while (hold.get()) {
                    Thread.onSpinWait();
                  }
                  return carrier(call);
                });
    app.get("/other", PlacementTest::carrier);
    try (LogRecords log = new LogRecords();
        Server server = Server.start(app, Mode.AUTO);
        Client client = new Client(server.port());
        Client held = new Client(server.port())) {
      promote(client);
      hold.set(true);
      held.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      await()
          .until(
              () ->
                  log.messages().stream()
                      .anyMatch(m -> m.startsWith("GET /x holds event loop 0 for ")));
      assertThat(log.messages())
          .anyMatch(
              m ->
                  m.contains("its next requests run on spare threads")
                      && m.contains("PlacementTest"));
      assertThat(app.state("/x").lane()).isEqualTo(Lane.PROBATION);
      await().until(() -> !server.running.ready());
      hold.set(false);
      assertThat(held.read()).contains("covet-");
      await().until(server.running::ready);
      assertThat(client.get("/x")).contains("covet-probation");
    }
  }

  @Test
  void aHandlerOnProbationDisturbsNobody() throws Exception {
    AtomicBoolean hold = new AtomicBoolean(true);
    FakeApplication app =
        new FakeApplication()
            .get(
                "/hog",
                call -> {
                  while (hold.get()) {
                    Thread.onSpinWait();
                  }
                  return Response.text("hog");
                });
    app.get("/x", PlacementTest::carrier);
    try (Server server = Server.start(app, Mode.AUTO, EngineConfig.builder().workers(1));
        Client hog = new Client(server.port())) {
      hog.send("GET /hog HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(server.get("/x")).startsWith("HTTP/1.1 200 ");
      assertThat(server.running.ready()).isTrue();
      hold.set(false);
      assertThat(hog.read()).endsWith("hog");
    }
  }
}

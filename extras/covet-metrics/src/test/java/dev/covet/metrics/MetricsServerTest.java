package dev.covet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.test.Http2Connection;
import dev.covet.test.RawConnection;
import dev.covet.test.TestResponse;
import dev.covet.test.TestServer;
import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole server that is asked for its metrics. */
class MetricsServerTest {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            Config.builder()
                .transport("nio")
                .workers(2)
                .set("metrics-enabled", true)
                .set("server-timing", "all")
                .set("drain-timeout", "1s"),
            this::declare);
  }

  private void declare(Covet app) {
    app.get("/users/{id}", req -> req.path("id").asString()).returns(String.class);
    app.post("/echo", req -> req.body().text()).body(String.class).returns(String.class);
    app.get(
            "/fails",
            req -> {
              throw new IllegalStateException("x");
            })
        .returns(String.class);
    app.get(
            "/waits",
            req -> {
              entered.countDown();
              leave.await();
              return "";
            })
        .returns(String.class);
    app.get("/hangs", req -> waiting()).timeout(Duration.ofMillis(50)).returns(String.class);
    app.get("/holds", req -> holding()).onLoop().returns(String.class);
  }

  private String waiting() throws InterruptedException {
    leave.await();
    return "";
  }

  /** Computes for as long as must be noticed. */
  private static String holding() {
    long end = System.nanoTime() + 100_000_000L;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    return "";
  }

  @AfterEach
  void stop() {
    leave.countDown();
    server.close();
  }

  private TestResponse scrape() {
    return server.client().get("/metrics").send();
  }

  private String text() {
    return scrape().text();
  }

  private static String series(
      String method, String route, String status, String version, String error) {
    return "http_server_request_duration_seconds_count{error_type=\""
        + error
        + "\",http_request_method=\""
        + method
        + "\",http_response_status_code=\""
        + status
        + "\",http_route=\""
        + route
        + "\",network_protocol_version=\""
        + version
        + "\",url_scheme=\"http\"}";
  }

  @Test
  void requestsAreCountedByRouteAndStatus() {
    for (int i = 0; i < 5; i++) {
      server.client().get("/users/" + i).send();
    }
    server.client().get("/fails").send();
    server.client().post("/echo").body("text/plain", "12345").send();
    String text = text();
    assertThat(text)
        .contains(series("GET", "/users/{id}", "200", "1.1", "") + " 5\n")
        .contains(series("GET", "/fails", "500", "1.1", "500") + " 1\n")
        .contains(series("POST", "/echo", "200", "1.1", "") + " 1\n")
        .contains("# TYPE http_server_request_duration_seconds histogram\n")
        .contains("network_protocol_version=\"1.1\",url_scheme=\"http\",le=\"0.005\"} ")
        .contains("network_protocol_version=\"1.1\",url_scheme=\"http\",le=\"+Inf\"} 5\n")
        .contains("http_server_active_requests 1.0\n");
    assertThat(text.lines())
        .filteredOn(line -> line.startsWith("http_server_request_body_size_bytes_sum"))
        .filteredOn(line -> line.contains("/echo"))
        .singleElement()
        .asString()
        .endsWith(" 5.0");
  }

  @Test
  void whatTheEngineRefusesIsCounted() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("G@T / HTTP/1.1\r\n\r\n");
      connection.rest();
    }
    try (Http2Connection connection = server.connectHttp2()) {
      connection.headers(connection.stream(), true, ":method", "GET", "UPPER", "x");
      connection.await(Http2Connection.RST_STREAM);
    }
    server.client().get("/hangs").send();
    assertThat(text())
        .contains(series("_OTHER", "", "400", "", "") + " 1\n")
        .contains(series("_OTHER", "", "", "2", "cut") + " 1\n")
        .contains(series("GET", "/hangs", "503", "1.1", "timed_out") + " 1\n")
        .contains("covet_requests_refused_total{reason=\"method\"} 1.0\n")
        .contains("covet_requests_refused_total{reason=\"malformed-head\"} 1.0\n")
        .contains("covet_requests_refused_total{reason=\"request-timeout\"} 1.0\n")
        .contains("covet_protocol_errors_total{kind=\"PROTOCOL_ERROR\",protocol=\"http2\"} 1.0\n")
        .contains("covet_connections_accepted_total{outcome=\"served\"} 4.0\n")
        .contains("covet_handlers_orphaned ");
  }

  @Test
  void thePhasesOfTimedRequestsAreCounted() {
    server.client().get("/users/7").send();
    await()
        .untilAsserted(
            () ->
                assertThat(text())
                    .contains("covet_request_phase_duration_seconds_bucket{phase=\"parse\",le=\"")
                    .contains("covet_request_phase_duration_seconds_count{phase=\"write\"}")
                    .contains("covet_request_phase_duration_seconds_sum{phase=\"handler\"}")
                    .doesNotContain("{phase=\"bind\""));
  }

  @Test
  void pathsAndMethodsOfClientsMakeNoSeries() throws Exception {
    // The end of a request is told beside its answer: the series of these comes a moment later.
    await().until(() -> text().contains("http_route=\"/metrics\""));
    long before = text().lines().filter(line -> line.startsWith("http_server")).count();
    Random random = new Random(1);
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 10_000; i++) {
        String path = Long.toHexString(random.nextLong());
        String method = i % 10 == 0 ? "M" + i : "GET";
        connection.send(method + " /" + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        connection.read();
      }
    }
    String text = text();
    long after = text.lines().filter(line -> line.startsWith("http_server")).count();
    assertThat(text)
        .contains(series("GET", "", "404", "1.1", "") + " 9000\n")
        .contains(series("_OTHER", "", "501", "1.1", "501") + " 1000\n");
    int linesOfASeries = Series.BOUNDS.length + 2 + 2 * 2;
    assertThat(after - before).isEqualTo(2L * linesOfASeries);
  }

  @Test
  void theServerTellsAboutItself() throws Exception {
    Thread client = Thread.startVirtualThread(() -> server.client().get("/waits").send());
    entered.await();
    assertThat(text())
        .contains("http_server_active_requests 2.0\n")
        // The one of this answer counts, too.
        .contains("covet_handlers_active 2.0\n")
        .containsPattern("covet_connections_active\\{loop=\"[01]\"} [12]\\.0\n")
        .containsPattern("covet_loop_cpu_seconds_total\\{loop=\"1\"} \\d")
        .contains("covet_loop_accepting{loop=\"0\"} 1.0\n")
        .contains("covet_loop_longest_hold_seconds{loop=\"0\",route=\"\"} 0.0\n")
        .contains("covet_routes{placement=\"loop\"} 1.0\n")
        .containsPattern("covet_routes\\{placement=\"probation\"} [1-9]")
        .containsPattern("covet_routes\\{placement=\"offload\"} [1-9]")
        .containsPattern("covet_buffers_used_bytes [1-9]")
        .contains("jvm_memory_used_bytes{area=\"heap\"", "jvm_gc_", "process_cpu_usage ")
        .contains("process_files_open_files ", "jvm_threads_live_threads ");
    leave.countDown();
    client.join();
    await().until(() -> text().contains("covet_handlers_active 1.0\n"));
  }

  @Test
  void aHoldIsShownWithItsRoute() {
    await()
        .until(
            () -> {
              server.client().get("/holds").send();
              return text().contains(",route=\"GET /holds\"} 0.0");
            });
  }

  @Test
  void theWaitOfTasksIsShown() {
    await()
        .until(
            () ->
                text()
                    .lines()
                    .filter(line -> line.startsWith("covet_loop_task_delay_seconds{"))
                    .allMatch(line -> !line.endsWith(" 0.0")));
  }

  @Test
  void theFormIsNegotiated() {
    TestResponse plain = scrape();
    assertThat(plain.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(plain.text()).doesNotContain("# EOF");
    TestResponse open =
        server
            .client()
            .get("/metrics")
            .header("Accept", "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.3")
            .send();
    assertThat(open.header("content-type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(open.text())
        .endsWith("# EOF\n")
        .contains("# UNIT http_server_request_duration_seconds seconds\n")
        .contains("# TYPE covet_connections_accepted counter\n");
  }

  @Test
  void whatTheApplicationCountsIsShownAsLongAsItRuns() {
    Metrics.counter("orders.placed", "kind", "test").increment(3);
    assertThat(text()).contains("orders_placed_total{kind=\"test\"} 3.0\n");
    int registries = Metrics.globalRegistry.getRegistries().size();
    server.close();
    assertThat(Metrics.globalRegistry.getRegistries()).hasSize(registries - 1);
  }

  @Test
  void theRouteStandsInNoDocument() throws IOException {
    assertThat(server.client().get("/openapi.json").send().text()).doesNotContain("/metrics");
  }

  @Test
  void aRouteOfTheApplicationInItsPlaceStopsTheStart() {
    assertThatThrownBy(
            () ->
                TestServer.start(
                    Config.builder().set("metrics-enabled", true).set("metrics-path", "/own"),
                    app -> app.get("/own", req -> "mine").returns(String.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/own");
  }
}

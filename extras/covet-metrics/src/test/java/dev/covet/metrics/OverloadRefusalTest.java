package dev.covet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.test.Http2Connection;
import dev.covet.test.RawConnection;
import dev.covet.test.TestResponse;
import dev.covet.test.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with more requests than it may have: what clients, operators and logs see of it. */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
class OverloadRefusalTest {
  private static final List<String> SERVED =
      List.of("/health/live", "/health/ready", "/health/started", "/metrics", "/marked");

  private final String transport;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);

  @TempDir Path folder;
  private Path log;
  private TestServer server;

  OverloadRefusalTest(String transport) {
    this.transport = transport;
  }

  @BeforeEach
  void start() {
    log = folder.resolve("access.log");
    server =
        TestServer.start(
            Config.builder()
                .transport(transport)
                .workers(1)
                .set("overload-requests", 1)
                .set("metrics-enabled", true)
                .set("health-enabled", true)
                .set("access-log", "json")
                .set("access-log-file", log.toString())
                .set("openapi", false)
                .set("drain-timeout", "1s"),
            this::declare);
  }

  private void declare(Covet app) {
    app.get("/x", req -> "served");
    app.post("/x", req -> req.body().text());
    app.get("/marked", req -> "marked").essential();
    app.websocket("/socket", socket -> socket.close());
    app.get(
        "/waits",
        req -> {
          entered.countDown();
          leave.await();
          return "done";
        });
  }

  @AfterEach
  void stop() {
    leave.countDown();
    server.close();
  }

  private static void refused(TestResponse answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  private static TestResponse ask(RawConnection connection, String head) throws IOException {
    connection.send(head + "Host: a\r\n\r\n");
    return connection.read();
  }

  private static TestResponse ask(Http2Connection connection, String target) throws IOException {
    return connection.response(connection.get(target));
  }

  @Test
  void newRequestsAreRefusedOverBothProtocolsAndOperatorsAreServed() throws Exception {
    try (RawConnection busy = server.connect();
        RawConnection one = server.connect();
        Http2Connection two = server.connectHttp2()) {
      busy.send("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

      refused(ask(one, "GET /x HTTP/1.1\r\n"));
      refused(ask(one, "POST /x HTTP/1.1\r\nContent-Length: 0\r\n"));
      refused(
          ask(
              one,
              "GET /socket HTTP/1.1\r\n"
                  + "Upgrade: websocket\r\n"
                  + "Connection: Upgrade\r\n"
                  + "Sec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"));
      refused(ask(two, "/x"));
      refused(ask(two, "/x"));
      for (String target : SERVED) {
        assertThat(ask(one, "GET " + target + " HTTP/1.1\r\n").status()).as(target).isEqualTo(200);
        assertThat(ask(two, target).status()).as(target).isEqualTo(200);
      }
      assertThat(ask(two, "/metrics").text())
          .contains("covet_requests_refused_total{reason=\"overload-requests\"} 5.0\n");

      leave.countDown();
      assertThat(busy.read().text()).isEqualTo("done");
      // The connections are still good, and nobody is refused any more; a handler ends a moment
      // after its answer has come.
      await().until(() -> ask(two, "/x").status() == 200);
      await().until(() -> ask(one, "GET /x HTTP/1.1\r\n").text().equals("served"));
    }
    await()
        .untilAsserted(
            () -> {
              List<String> lines = refusals();
              assertThat(lines).hasSizeGreaterThanOrEqualTo(5).allMatch(this::isWhole);
              assertThat(lines.subList(0, 5))
                  .extracting(line -> line.replaceAll(".*\"(HTTP/[^\"]+)\".*", "$1"))
                  .containsExactly("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/2", "HTTP/2");
            });
  }

  private List<String> refusals() throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains("\"refused\"")).toList();
  }

  private boolean isWhole(String line) {
    return line.contains("\"refused\":\"overload-requests\"")
        && line.contains("\"status\":503")
        && (line.contains("\"path\":\"/x\"") || line.contains("\"path\":\"/socket\""));
  }
}

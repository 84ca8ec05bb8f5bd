package dev.covet.tracing;

import static dev.covet.tracing.Sink.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Response;
import dev.covet.test.Http2Connection;
import dev.covet.test.RawConnection;
import dev.covet.test.TestClient;
import dev.covet.test.TestServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Spans as a collector gets them, of a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingServerTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final String PARENT = "00f067aa0ba902b7";

  private Sink sink;
  private TestServer server;
  private TestClient client;

  @BeforeAll
  void start() {
    sink = new Sink();
    System.setProperty("otel.exporter.otlp.endpoint", sink.uri());
    System.setProperty("otel.bsp.schedule.delay", "20");
    System.setProperty("otel.service.name", "orders");
    server =
        TestServer.start(
            Config.builder()
                .set("tracing-enabled", true)
                .set("server-timing", "all")
                .set("openapi", false),
            app -> {
              app.get("/orders/{id:int}", req -> "order " + req.path("id").asInt());
              app.get(
                  "/fails",
                  req -> {
                    throw new IllegalStateException("on purpose");
                  });
              app.get(
                  "/inner",
                  req -> {
                    var inner =
                        GlobalOpenTelemetry.getTracer("app").spanBuilder("work").startSpan();
                    inner.end();
                    return Traces.into(HttpRequest.newBuilder(URI.create("http://localhost/")))
                        .build()
                        .headers()
                        .firstValue("traceparent")
                        .orElse("none");
                  });
              app.get(
                  "/stream",
                  req ->
                      Response.stream(
                          out -> {
                            for (int i = 0; i < 3; i++) {
                              out.write(new byte[10]);
                              out.flush();
                            }
                          }));
              app.get("/hangs", req -> hanging()).timeout(Duration.ofMillis(50));
              app.get("/endless", req -> Response.stream(out -> endless(out)));
            });
    client = server.client();
  }

  private static String hanging() throws InterruptedException {
    new CountDownLatch(1).await();
    return "";
  }

  private static void endless(java.io.OutputStream out) throws java.io.IOException {
    while (true) {
      out.write(new byte[1 << 16]);
      out.flush();
    }
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
    sink.close();
    GlobalOpenTelemetry.resetForTest();
    for (String property :
        List.of("otel.exporter.otlp.endpoint", "otel.bsp.schedule.delay", "otel.service.name")) {
      System.clearProperty(property);
    }
  }

  private Span of(String path) {
    await().until(() -> sink.of(path).isPresent());
    return sink.of(path).orElseThrow();
  }

  private static String hex(com.google.protobuf.ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Test
  void aRequestIsAChildOfItsClientsSpan() {
    client
        .get("/orders/7?secret=1")
        .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
        .header("User-Agent", "test/1")
        .send();
    Span span = of("/orders/7");
    assertThat(hex(span.getTraceId())).isEqualTo(TRACE);
    assertThat(hex(span.getParentSpanId())).isEqualTo(PARENT);
    assertThat(span.getName()).isEqualTo("GET /orders/{id:int}");
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
    assertThat(attribute(span, "http.request.method")).isEqualTo("GET");
    assertThat(attribute(span, "http.route")).isEqualTo("/orders/{id:int}");
    assertThat(attribute(span, "http.response.status_code")).isEqualTo("200");
    assertThat(attribute(span, "url.scheme")).isEqualTo("http");
    assertThat(attribute(span, "network.protocol.version")).isEqualTo("1.1");
    assertThat(attribute(span, "server.port")).isEqualTo(String.valueOf(server.port()));
    assertThat(attribute(span, "client.address")).isEqualTo("127.0.0.1");
    assertThat(attribute(span, "user_agent.original")).isEqualTo("test/1");
    assertThat(span.toString()).doesNotContain("secret");
    assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
  }

  @Test
  void withoutAContextOrWithAWrongOneATraceBegins() {
    client.get("/orders/8").header("traceparent", "00-zz-zz-01").send();
    Span span = of("/orders/8");
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(hex(span.getTraceId())).hasSize(32);
  }

  @Test
  void theContextIsThereInTheHandlerAndGoesOn() {
    String sent =
        client
            .get("/inner")
            .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
            .send()
            .text();
    Span span = of("/inner");
    assertThat(sent).isEqualTo("00-" + TRACE + "-" + hex(span.getSpanId()) + "-01");
    await()
        .untilAsserted(
            () ->
                assertThat(sink.spans())
                    .anySatisfy(
                        inner -> {
                          assertThat(inner.getName()).isEqualTo("work");
                          assertThat(inner.getParentSpanId()).isEqualTo(span.getSpanId());
                        }));
  }

  @Test
  void aFailureIsToldWithItsException() {
    client.get("/fails").send();
    Span span = of("/fails");
    assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    assertThat(attribute(span, "error.type")).isEqualTo("500");
    assertThat(span.getEvents(0).getName()).isEqualTo("exception");
  }

  /** As the metrics tell it: the status alone would not say what happened. */
  @Test
  void aRequestPastItsDeadlineIsToldSo() {
    assertThat(client.get("/hangs").send().status()).isEqualTo(503);
    Span span = of("/hangs");
    assertThat(attribute(span, "error.type")).isEqualTo("timed_out");
    assertThat(attribute(span, "http.response.status_code")).isEqualTo("503");
    assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
  }

  @Test
  void thePhasesOfATimedRequestAreEvents() {
    client.get("/orders/13").send();
    Span span = of("/orders/13");
    assertThat(span.getEventsList())
        .extracting(Span.Event::getName)
        .containsExactly(
            "covet.queue",
            "covet.parse",
            "covet.route",
            "covet.handler",
            "covet.serialise",
            "covet.write");
    double sum = 0;
    for (Span.Event event : span.getEventsList()) {
      assertThat(event.getTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
      assertThat(event.getAttributes(0).getKey()).isEqualTo("covet.phase.duration");
      sum += event.getAttributes(0).getValue().getDoubleValue();
    }
    assertThat(sum).isPositive();
  }

  @Test
  void whatIsNotThereIsNoErrorAndMakesNoNames() {
    client.get("/no/such/place").send();
    Span span = of("/no/such/place");
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(attribute(span, "http.route")).isEmpty();
    assertThat(attribute(span, "http.response.status_code")).isEqualTo("404");
    assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
  }

  @Test
  void anUnknownMethodHasNoNameOfItsOwn() {
    client.request("BREW", "/orders/9").send();
    Span span = of("/orders/9");
    assertThat(span.getName()).startsWith("HTTP");
    assertThat(attribute(span, "http.request.method")).isEqualTo("_OTHER");
    assertThat(attribute(span, "http.request.method_original")).isEqualTo("BREW");
  }

  @Test
  void aStreamEndsWithItsLastByte() {
    client.get("/stream").send();
    assertThat(attribute(of("/stream"), "http.response.status_code")).isEqualTo("200");
  }

  @Test
  void aClientThatGoesAwayIsToldSo() throws Exception {
    try (RawConnection raw = server.connect()) {
      raw.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
      raw.readHead();
    }
    Span span = of("/endless");
    assertThat(attribute(span, "error.type")).isEqualTo("aborted");
    assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
  }

  @Test
  void whatTheEngineRefusesHasNoSpan() throws Exception {
    int before = sink.spans().size();
    try (RawConnection raw = server.connect()) {
      raw.send("GET /refused HTTP/1.1\r\nHost : a\r\n\r\n");
      assertThat(raw.read().status()).isEqualTo(400);
    }
    client.get("/orders/10").send();
    of("/orders/10");
    assertThat(sink.spans().subList(before, sink.spans().size()))
        .noneMatch(span -> attribute(span, "url.path").equals("/refused"));
  }

  @Test
  void theVersionOfTheProtocolIsTold() throws Exception {
    try (Http2Connection h2 = server.connectHttp2()) {
      int stream = h2.stream();
      h2.headers(
          stream,
          true,
          ":method",
          "GET",
          ":scheme",
          "http",
          ":path",
          "/orders/11",
          ":authority",
          "a");
      h2.flush();
      of("/orders/11");
    }
    assertThat(attribute(of("/orders/11"), "network.protocol.version")).isEqualTo("2");
  }

  @Test
  void aCollectorThatIsDownHurtsNoRequest() {
    sink.down(true);
    for (int i = 0; i < 50; i++) {
      assertThat(client.get("/orders/100").send().status()).isEqualTo(200);
    }
    sink.down(false);
    client.get("/orders/12").send();
    assertThat(of("/orders/12").getName()).isEqualTo("GET /orders/{id:int}");
  }
}

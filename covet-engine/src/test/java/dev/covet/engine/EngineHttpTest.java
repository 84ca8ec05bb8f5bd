package dev.covet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.http.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(
    value = Transport.class,
    names = {"NIO", "EPOLL", "IO_URING"})
class EngineHttpTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Transport transport;
  private final Application application = new Application();
  private final AtomicReference<Engine> started = new AtomicReference<>();

  EngineHttpTest(Transport transport) {
    this.transport = transport;
  }

  private Engine start(Limits limits) throws IOException {
    Engine engine =
        Engine.start(
            EngineConfig.builder().transport(transport).workers(1).limits(limits).build(),
            application);
    started.set(engine);
    return engine;
  }

  private Wire connect() throws IOException {
    return new Wire(start(Limits.defaults()));
  }

  private static Limits.Builder limits() {
    return Limits.defaults().toBuilder();
  }

  @AfterEach
  void stop() {
    Engine engine = started.get();
    if (engine != null) {
      engine.stop();
    }
  }

  private static String post(String path, String fields, String body) {
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
  }

  @Test
  void bodiesOfBothFramingsAreRead() throws Exception {
    try (Wire wire = connect()) {
      wire.send(post("/echo", "Content-Length: 5\r\n", "hello"));
      assertThat(wire.until("hello"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Content-Length: 5\r\n");
      wire.send(
          post(
              "/echo",
              "Transfer-Encoding: chunked\r\n",
              "3\r\nabc\r\n4;x=\"y\"\r\ndefg\r\n0\r\n\r\n"));
      assertThat(wire.until("abcdefg")).startsWith("HTTP/1.1 200 OK\r\n");
      wire.send(
          post(
              "/trailers",
              "Transfer-Encoding: chunked\r\n",
              "1\r\nz\r\n0\r\nX-Sum: 1\r\nHost: b\r\n\r\n"));
      assertThat(wire.until("\n")).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(wire.until("z|X-Sum: 1\n")).doesNotContain("Host: b");
    }
  }

  @Test
  void aBodyThatDripsIsReadAsItComes() throws Exception {
    try (Wire wire = connect()) {
      String body = "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
      wire.send(post("/echo", "Transfer-Encoding: chunked\r\n", ""));
      for (char c : body.toCharArray()) {
        wire.send(String.valueOf(c));
        Thread.yield();
      }
      assertThat(wire.until("hello world")).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void aStreamIsChunkedWithTrailersAndTheConnectionLivesOn() throws Exception {
    try (Wire wire = connect()) {
      wire.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(wire.until("x-sum: 3\r\n\r\n"))
          .contains("Transfer-Encoding: chunked\r\n")
          .endsWith(
              "\r\n\r\n7\r\nline 0\n\r\n7\r\nline 1\n\r\n7\r\nline 2\n\r\n0\r\nx-sum: 3\r\n\r\n");
      assertThat(wire.until("/next")).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void aStreamToHttp10EndsWithTheConnection() throws Exception {
    try (Wire wire = connect()) {
      wire.send("GET /stream HTTP/1.0\r\n\r\n");
      assertThat(wire.rest())
          .doesNotContain("chunked")
          .contains("Connection: close\r\n")
          .endsWith("\r\n\r\nline 0\nline 1\nline 2\n");
    }
  }

  @Test
  void largeAnswersArriveWhole() throws Exception {
    try (Wire wire = connect()) {
      wire.send("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      String answer = wire.rest();
      assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4).isEqualTo(10 << 20);
    }
  }

  @Test
  void continueIsSentOnlyWhenTheBodyIsWanted() throws Exception {
    try (Wire wire = connect()) {
      wire.send(post("/echo", "Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
      assertThat(wire.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      wire.send("ok");
      assertThat(wire.until("\r\n\r\nok")).startsWith("HTTP/1.1 200 OK\r\n");
      wire.send(post("/ignore", "Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
      assertThat(wire.rest())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Connection: close\r\n")
          .endsWith("ignored");
    }
  }

  @Test
  void anAnswerBeforeTheBodyDrainsItAndNeverParsesItAsARequest() throws Exception {
    try (Wire wire = connect()) {
      String smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
      wire.send(post("/ignore", "Content-Length: " + smuggled.length() + "\r\n", ""));
      wire.until("ignored");
      wire.send(smuggled + "GET /real HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(wire.rest())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith("\r\n\r\n/real")
          .doesNotContain("smuggled");
    }
  }

  @Test
  void announcedBodiesOverTheLimitAreRefusedBeforeTheyAreRead() throws Exception {
    try (Wire wire = connect()) {
      wire.send(post("/small", "Content-Length: 11\r\n", ""));
      assertThat(wire.rest())
          .startsWith("HTTP/1.1 413 Content Too Large\r\n")
          .contains("Connection: close\r\n", "application/problem+json", "\"status\":413");
    }
  }

  @Test
  void aClientThatIsStillUploadingReadsTheCompleteRefusal() throws Exception {
    try (Wire wire = connect()) {
      wire.send(post("/small", "Content-Length: 250000\r\n", "x".repeat(250_000)));
      assertThat(wire.rest()).startsWith("HTTP/1.1 413 Content Too Large\r\n").endsWith("}");
    }
    try (Wire wire = connect()) {
      wire.send(
          post(
              "/small",
              "Transfer-Encoding: chunked\r\n",
              "1\r\nx\r\n3d090\r\n" + "x".repeat(250_000)));
      assertThat(wire.rest()).startsWith("HTTP/1.1 413 Content Too Large\r\n").endsWith("}");
    }
  }

  @Test
  void chunkedBodiesOverTheLimitAreRefusedWhileTheyAreRead() throws Exception {
    try (Wire wire = connect()) {
      wire.send(post("/small", "Transfer-Encoding: chunked\r\n", "6\r\nabcdef\r\n5\r\n"));
      assertThat(wire.rest()).startsWith("HTTP/1.1 413 Content Too Large\r\n");
      await().untilAtomic(application.failures, org.hamcrest.Matchers.is(1));
    }
  }

  @Test
  void brokenChunksAreAnsweredWith400() throws Exception {
    try (Wire wire = connect()) {
      wire.send(post("/echo", "Transfer-Encoding: chunked\r\n", "3\r\nabcX"));
      assertThat(wire.rest()).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  @Test
  void aBodyThatEndsEarlyIsAnsweredWith400() throws Exception {
    try (Wire wire = connect()) {
      wire.send(post("/echo", "Content-Length: 10\r\n", "abc"));
      wire.socket.shutdownOutput();
      assertThat(wire.rest()).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  @Test
  void aHalfClosedClientGetsItsAnswer() throws Exception {
    try (Wire wire = connect()) {
      wire.send("GET /bye HTTP/1.1\r\nHost: a\r\n\r\n");
      wire.socket.shutdownOutput();
      assertThat(wire.rest()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("/bye");
    }
  }

  @Test
  void validRequestsBeforeAnInvalidOneAreAnsweredFirst() throws Exception {
    try (Wire wire = connect()) {
      wire.send(
          "GET /1 HTTP/1.1\r\n"
              + "Host: a\r\n\r\n"
              + "GET /2 HTTP/1.1\n"
              + "Host: a\r\n\r\n"
              + "GET /3 HTTP/1.1\r\n"
              + "Host: a\r\n\r\n");
      assertThat(wire.rest())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("/1HTTP/1.1 400 Bad Request\r\n")
          .doesNotContain("/3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\nX: "})
  void slowHeadsAreAnsweredWith408(String part) throws Exception {
    try (Wire wire = new Wire(start(limits().headTimeout(SHORT).build()))) {
      wire.send(part);
      assertThat(wire.rest()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
    }
  }

  @Test
  void stalledBodiesAreAnsweredWith408() throws Exception {
    try (Wire wire = new Wire(start(limits().bodyGrace(SHORT).build()))) {
      wire.send(post("/echo", "Content-Length: 10\r\n", "abc"));
      assertThat(wire.rest()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
      await().untilAtomic(application.failures, org.hamcrest.Matchers.is(1));
    }
  }

  @Test
  void idleConnectionsAreClosed() throws Exception {
    try (Wire wire = new Wire(start(limits().keepAlive(SHORT).build()))) {
      wire.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(wire.rest()).endsWith("/a");
    }
  }

  @Test
  void requestsPastTheirTimeAreAnsweredWith503() throws Exception {
    try (Wire wire = new Wire(start(limits().request(SHORT).build()))) {
      wire.send("GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(wire.rest()).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
      assertThat(application.timeouts).hasValue(1);
    }
  }

  @Test
  void readersThatTakeNothingAreCutOff() throws Exception {
    Limits limits = limits().responseStall(SHORT).build();
    try (Wire wire = new Wire(start(limits))) {
      wire.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAtomic(application.aborts, org.hamcrest.Matchers.is(1));
      await().untilAtomic(application.failures, org.hamcrest.Matchers.is(1));
    }
  }

  @Test
  void surplusConnectionsAreAnsweredWith503() throws Exception {
    Engine engine = start(limits().connectionsPerAddress(1).build());
    try (Wire first = new Wire(engine)) {
      first.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n").until("/1");
      try (Wire second = new Wire(engine)) {
        second.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(second.rest())
            .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
            .contains("Date: ", "retry-after: 1\r\n", "Connection: close\r\n");
      }
      first.send("GET /3 HTTP/1.1\r\nHost: a\r\n\r\n").until("/3");
    }
    await()
        .untilAsserted(
            () -> {
              try (Wire third = new Wire(engine)) {
                assertThat(
                        third
                            .send("GET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .rest())
                    .endsWith("/4");
              }
            });
  }

  @Test
  void connectionsOfALoopAreLimited() throws Exception {
    Engine engine = start(limits().connectionsPerLoop(1).build());
    try (Wire first = new Wire(engine)) {
      first.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n").until("/1");
      try (Wire second = new Wire(engine)) {
        assertThat(second.rest()).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
      }
    }
  }

  @Test
  void aBrowserGetsRefusalsAsHtml() throws Exception {
    try (Wire wire = connect()) {
      wire.send(post("/small", "Content-Length: 11\r\nAccept: text/html,*/*;q=0.8\r\n", ""));
      assertThat(wire.rest())
          .contains("content-type: text/html; charset=utf-8\r\n", "<!doctype html>");
    }
  }

  @Test
  void answersWithoutBodyHaveNoLength() throws Exception {
    try (Wire wire = connect()) {
      wire.send("GET /empty HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(wire.until("\r\n\r\n"))
          .startsWith("HTTP/1.1 204 No Content\r\n")
          .doesNotContain("Content-Length");
      wire.send("HEAD /head HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(wire.rest()).contains("Content-Length: 5\r\n").endsWith("\r\n\r\n");
    }
  }

  @Test
  void aStopAnswersWhatIsInFlight() throws Exception {
    Engine engine = start(Limits.defaults());
    try (Wire idle = new Wire(engine);
        Wire busy = new Wire(engine)) {
      idle.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n").until("/1");
      busy.send(post("/echo", "Content-Length: 2\r\n", "o"));
      idle.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n").until("/2");
      Thread stopping = new Thread(engine::stop);
      stopping.start();
      assertThat(idle.rest()).isEmpty();
      idle.close();
      busy.send("k");
      assertThat(busy.rest()).contains("Connection: close\r\n").endsWith("\r\n\r\nok");
      busy.close();
      stopping.join(10_000);
      assertThat(stopping.isAlive()).isFalse();
    }
  }
}

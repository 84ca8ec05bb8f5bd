package dev.covet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.http.Limits;
import dev.covet.http.RequestEnd.Outcome;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One event for each request, whatever becomes of it. */
@ParameterizedClass
@EnumSource(
    value = Transport.class,
    names = {"NIO", "EPOLL", "IO_URING"})
class LoopObserverTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Transport transport;
  private final Application application = new Application();
  private final Ends ends = new Ends();
  private Engine engine;

  LoopObserverTest(Transport transport) {
    this.transport = transport;
  }

  private Wire connect(Limits.Builder limits) throws IOException {
    if (engine == null) {
      engine =
          Engine.start(
              EngineConfig.builder().transport(transport).workers(1).limits(limits.build()).build(),
              exchange -> {
                exchange.tag("tag of " + exchange.rawPath());
                return application.handle(exchange);
              },
              () -> ends);
    }
    return new Wire(engine);
  }

  private static Limits.Builder limits() {
    return Limits.defaults().toBuilder();
  }

  @AfterEach
  void stop() {
    engine.stop();
    assertThat(ends.ends).isEmpty();
    assertThat(ends.open).hasValue(0);
    assertThat(ends.known).isTrue();
  }

  @Test
  void anAnsweredRequestIsTold() throws Exception {
    try (Wire wire = connect(limits())) {
      wire.send(
          "POST /echo?a=1 HTTP/1.1\r\nHost: a\r\nUser-Agent: me\r\nContent-Length: 5\r\n\r\nhello");
      wire.until("hello");
      Ends.End end = ends.only();
      assertThat(end)
          .isEqualTo(
              new Ends.End(
                  "POST",
                  "/echo?a=1",
                  200,
                  "HTTP/1.1",
                  5,
                  5,
                  Outcome.COMPLETED,
                  null,
                  "me",
                  "tag of /echo"));
      assertThat(ends.nanos).isPositive();
      assertThat(ends.accepted).containsExactly(true);
    }
  }

  @Test
  void framingIsNoPartOfABody() throws Exception {
    try (Wire wire = connect(limits())) {
      wire.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      wire.send("3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
      wire.until("abcdefg");
      assertThat(ends.only().in()).isEqualTo(7);
      wire.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
      wire.until("x-sum: 3\r\n\r\n");
      assertThat(ends.only().out()).isEqualTo(21);
      wire.send("HEAD /next HTTP/1.0\r\nHost: a\r\n\r\n");
      wire.until("\r\n\r\n");
      Ends.End head = ends.only();
      assertThat(head.out()).isZero();
      assertThat(head.version()).isEqualTo("HTTP/1.0");
    }
  }

  @Test
  void aLongAnswerIsToldAtItsEnd() throws Exception {
    try (Wire wire = connect(limits())) {
      wire.send("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(wire.rest()).hasSizeGreaterThan(10 << 20);
      assertThat(ends.only().out()).isEqualTo(10 << 20);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /path?q HTTP/1.1\r\n\r\n', 400, host-missing, GET, /path?q",
    "'GET /a HTTP/1.1\r\nHost: a\r\nb ad: c\r\n\r\n', 400, field-name, GET, /a",
    "'GET /\u00e4 HTTP/1.1\r\n\r\n', 400, target-character, null, null",
    "'G@T / HTTP/1.1\r\n\r\n', 400, method, null, null",
    "'GET / HTTP/7.0\r\n\r\n', 505, version, null, null",
    "'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 501, connect, null, null",
    "'POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n', 413, body-too-large, POST,"
        + " /small",
    "'POST /e HTTP/1.1\r\nHost: a\r\nExpect: rain\r\n\r\n', 417, expectation, POST, /e"
  })
  void whatTheEngineRefusesIsTold(
      String sent, int status, String refusal, String method, String target) throws Exception {
    try (Wire wire = connect(limits())) {
      wire.send(sent);
      assertThat(wire.rest()).startsWith("HTTP/1.1 " + status);
      Ends.End end = ends.only();
      assertThat(end.status()).isEqualTo(status);
      assertThat(end.refusal()).isEqualTo(refusal);
      assertThat(end.method()).isEqualTo(method);
      assertThat(end.target()).isEqualTo(target);
      assertThat(end.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(end.out()).isPositive();
      assertThat(end.tag()).isEqualTo(refusal.equals("body-too-large") ? "tag of /small" : null);
    }
  }

  @Test
  void linesAndFieldsBeyondTheirLimitsAreTold() throws Exception {
    Limits.Builder small = limits().requestLine(64).headerBytes(256);
    try (Wire wire = connect(small)) {
      wire.send("GET /" + "a".repeat(100) + " HTTP/1.1\r\n");
      wire.rest();
      assertThat(ends.only().refusal()).isEqualTo("request-line-too-long");
    }
    try (Wire wire = connect(small)) {
      wire.send("GET /in-two-parts HTTP/1.1\r\nA: ");
      wire.send("b".repeat(300) + "\r\n\r\n");
      wire.rest();
      Ends.End end = ends.only();
      assertThat(end.status()).isEqualTo(431);
      assertThat(end.target()).isEqualTo("/in-two-parts");
      assertThat(end.agent()).isNull();
    }
  }

  @Test
  void aHeadThatDoesNotComeInTimeIsTold() throws Exception {
    try (Wire wire = connect(limits().headTimeout(SHORT))) {
      wire.send("GET /slow HTTP/1.1\r\n");
      assertThat(wire.rest()).startsWith("HTTP/1.1 408");
      Ends.End end = ends.only();
      assertThat(end.outcome()).isEqualTo(Outcome.TIMED_OUT);
      assertThat(end.refusal()).isEqualTo("head-timeout");
      assertThat(end.target()).isEqualTo("/slow");
      assertThat(ends.nanos).isGreaterThanOrEqualTo(SHORT.toNanos());
    }
  }

  @Test
  void aHandlerThatTakesTooLongIsTold() throws Exception {
    try (Wire wire = connect(limits().request(SHORT))) {
      wire.send("GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(wire.rest()).startsWith("HTTP/1.1 503");
      Ends.End end = ends.only();
      assertThat(end.status()).isEqualTo(503);
      assertThat(end.outcome()).isEqualTo(Outcome.TIMED_OUT);
      assertThat(end.tag()).isEqualTo("tag of /sleep");
    }
  }

  @Test
  void aBodyThatIsBrokenOrTruncatedIsTold() throws Exception {
    try (Wire wire = connect(limits())) {
      wire.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
      assertThat(wire.rest()).startsWith("HTTP/1.1 400");
      assertThat(ends.only().refusal()).isEqualTo("chunk-size");
    }
    try (Wire wire = connect(limits())) {
      wire.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
      wire.socket.shutdownOutput();
      wire.rest();
      Ends.End end = ends.only();
      assertThat(end.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(end.refusal()).isEqualTo("body-truncated");
      assertThat(end.in()).isEqualTo(2);
    }
  }

  @Test
  void aClientThatGoesAwayIsTold() throws Exception {
    try (Wire wire = connect(limits())) {
      wire.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
      wire.until("\r\n\r\n2000\r\n");
      wire.socket.setSoLinger(true, 0);
    }
    Ends.End end = ends.only();
    assertThat(end.status()).isEqualTo(200);
    assertThat(end.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(end.out()).isPositive();
  }

  @Test
  void aClientThatDoesNotReadIsTold() throws Exception {
    try (Wire wire = connect(limits().responseStall(SHORT))) {
      wire.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> !ends.ends.isEmpty());
      assertThat(ends.only().outcome()).isEqualTo(Outcome.TIMED_OUT);
    }
  }

  @Test
  void anAnswerThatIsCutIsTold() throws Exception {
    try (Wire wire = connect(limits().drain(SHORT))) {
      wire.send("GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> application.started.get() > 0);
      engine.stop();
      Ends.End end = ends.only();
      assertThat(end.outcome()).isEqualTo(Outcome.CUT);
      assertThat(end.status()).isZero();
    }
  }

  @Test
  void aConnectionTooManyIsTold() throws Exception {
    Limits.Builder one = limits().connectionsPerLoop(1);
    try (Wire first = connect(one)) {
      first.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n").until("/1");
      ends.only();
      try (Wire second = connect(one)) {
        assertThat(second.rest()).startsWith("HTTP/1.1 503");
      }
      Ends.End end = ends.only();
      assertThat(end.refusal()).isEqualTo("too-many-connections");
      assertThat(end.method()).isEqualTo("null");
      assertThat(end.version()).isEqualTo("null");
      assertThat(ends.accepted).containsExactly(true, false);
    }
  }

  @Test
  void pipelinedRequestsAreToldInOrder() throws Exception {
    try (Wire wire = connect(limits())) {
      wire.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nBAD\r\n\r\n");
      wire.rest();
      await().until(() -> ends.ends.size() == 3);
      assertThat(ends.ends).extracting(Ends.End::target).containsExactly("/1", "/2", "null");
      ends.ends.clear();
    }
  }

  @Test
  void aConnectionThatAsksForNothingIsNoRequest() throws Exception {
    connect(limits()).close();
    try (Wire wire = connect(limits())) {
      wire.send("GET /half");
    }
    await().until(() -> ends.accepted.size() == 2);
  }
}

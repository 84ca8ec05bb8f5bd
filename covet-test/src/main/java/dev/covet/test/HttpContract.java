package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a server must do, whatever carries its bytes and its handlers: each behaviour once. A
 * subclass of a few lines runs it for one transport and one way of running handlers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpContract {
  private final ContractApplication application = new ContractApplication();
  private TestServer server;

  /** For subclasses. */
  protected HttpContract() {}

  /** {@return the settings to start the server with} */
  protected abstract Config.Builder config();

  /** {@return where handlers run, as {@code dev.covet.bridge.mode} names it} */
  protected String mode() {
    return "auto";
  }

  @BeforeAll
  void start() {
    System.setProperty("dev.covet.bridge.mode", mode());
    try {
      server = TestServer.start(config(), application::declare);
    } finally {
      System.clearProperty("dev.covet.bridge.mode");
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    application.events.clear();
  }

  @Test
  void textHasItsTypeAndLength() throws Exception {
    TestResponse response = get("/text");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("text");
    assertThat(response.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(response.header("content-length")).isEqualTo("4");
  }

  @Test
  void everyAnswerHasDateAndServer() throws Exception {
    for (String target : List.of("/text", "/nothing", "/null", "/stream/1", "/fails")) {
      TestResponse response = get(target);
      assertThat(response.header("date"))
          .as(target)
          .matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
      assertThat(response.headers().all("date")).as(target).hasSize(1);
      assertThat(response.header("server")).as(target).isEqualTo("covet");
    }
  }

  @Test
  void bytesAreSentAsTheyAre() throws Exception {
    assertThat(get("/bytes").bytes()).containsExactly(0, 1, 2);
  }

  @Test
  void objectsAreJsonWithALength() throws Exception {
    TestResponse response = get("/json");
    assertThat(response.text()).isEqualTo("{\"a\":[1,2]}");
    assertThat(response.header("content-type")).isEqualTo("application/json");
    assertThat(response.header("content-length")).isEqualTo("11");
  }

  @Test
  void nullIsNoContent() throws Exception {
    TestResponse response = get("/null");
    assertThat(response.status()).isEqualTo(204);
    assertThat(response.header("content-length")).isNull();
    assertThat(response.header("transfer-encoding")).isNull();
  }

  @Test
  void anEmptyOptionalIs404() throws Exception {
    assertThat(get("/empty").status()).isEqualTo(404);
  }

  @Test
  void sequencesAreStreamed() throws Exception {
    TestResponse response = get("/array");
    assertThat(response.text()).isEqualTo("[1,2,3]");
    assertThat(response.header("content-type")).isEqualTo("application/json");
  }

  @Test
  void futuresAreAwaited() throws Exception {
    assertThat(get("/later").text()).isEqualTo("later");
  }

  @Test
  void resetContentHasNoBody() throws Exception {
    TestResponse response = get("/reset");
    assertThat(response.status()).isEqualTo(205);
    assertThat(response.bytes()).isEmpty();
  }

  @Test
  void headIsGetWithoutItsBody() throws Exception {
    for (String target : List.of("/text", "/json", "/block/100000")) {
      TestResponse get = get(target);
      try (RawConnection connection = server.connect()) {
        connection.send("HEAD " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
        TestResponse head = connection.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers().without("date"))
            .isEqualTo(get.headers().without("date").without("connection"));
        assertThat(connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n").read().text())
            .isEqualTo("text");
      }
    }
  }

  @Test
  void headOfAStreamProducesNothing() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("HEAD /endless HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(connection.readHead().status()).isEqualTo(200);
      assertThat(connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n").read().text())
          .isEqualTo("text");
    }
  }

  @Test
  void optionsTellsWhatIsAllowed() throws Exception {
    TestResponse response = request("OPTIONS", "/text", "");
    assertThat(response.status()).isEqualTo(204);
    assertThat(response.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void optionsForTheServer() throws Exception {
    assertThat(request("OPTIONS", "*", "").status()).isEqualTo(204);
  }

  @Test
  void aWrongMethodIs405WithAllow() throws Exception {
    TestResponse response = request("DELETE", "/text", "");
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(response.header("x-middleware")).isEqualTo("seen");
  }

  @Test
  void anUnknownMethodIs501() throws Exception {
    assertThat(request("BREW", "/text", "").status()).isEqualTo(501);
  }

  @Test
  void anUnknownPathIs404BehindMiddleware() throws Exception {
    TestResponse response = get("/nothing");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("content-type")).isEqualTo("application/problem+json");
    assertThat(response.header("x-middleware")).isEqualTo("seen");
  }

  @Test
  void unsafePathsAre400() throws Exception {
    for (String path : List.of("/a/../text", "/%2e%2e/text", "/a%2fb", "/a%00", "/%zz", "/a\\b")) {
      assertThat(get(path).status()).as(path).isEqualTo(400);
    }
  }

  @Test
  void pathParametersAreTyped() throws Exception {
    assertThat(get("/echo/%C3%A4/7").text()).isEqualTo("ä7");
    assertThat(get("/echo/x/seven").status()).isEqualTo(404);
    assertThat(get("/rest/a/b/c").text()).isEqualTo("a/b/c");
  }

  @Test
  void queriesAreReadAndStrict() throws Exception {
    assertThat(get("/query?q=1&q=a%20b").text()).isEqualTo("1|a b");
    assertThat(get("/query?q=%zz").status()).isEqualTo(400);
    assertThat(get("/needs").status()).isEqualTo(422);
    assertThat(get("/needs?n=x").text()).contains("\"status\":422", "n");
    assertThat(get("/query?" + "a&".repeat(1025)).status()).isEqualTo(400);
  }

  @Test
  void headersAreReadInOrder() throws Exception {
    assertThat(get("/header", "X-One: 1", "x-ONE: 2").text()).isEqualTo("1|2");
  }

  @Test
  void cookiesGoBothWays() throws Exception {
    assertThat(get("/cookies").headers().all("set-cookie")).hasSize(2);
    assertThat(get("/cookie", "Cookie: b=2; a=1").text()).isEqualTo("1");
    assertThat(get("/cookie").text()).isEqualTo("none");
  }

  @Test
  void attributesComeFromMiddleware() throws Exception {
    assertThat(get("/attribute").text()).isEqualTo("from middleware");
  }

  @Test
  void theHostIsTheClients() throws Exception {
    assertThat(get("/host").text()).isEqualTo("a " + server.uri().getScheme());
  }

  @Test
  void theAuthorityOfAnAbsoluteTargetCounts() throws Exception {
    assertThat(get("http://other:81/host").text())
        .isEqualTo("other:81 " + server.uri().getScheme());
    assertThat(get("HTTP://other").status()).isEqualTo(404);
  }

  @Test
  void requestIdsAreKeptOrMade() throws Exception {
    assertThat(get("/id", "X-Request-Id: abc-1").text()).isEqualTo("abc-1");
    assertThat(get("/id", "X-Request-Id: a b").text()).matches("[0-9a-f]{16}");
  }

  @Test
  void theVersionIsKnown() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /version HTTP/1.0\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("HTTP/1.0");
    }
    try (RawConnection connection = server.connect()) {
      connection.send("GET /version HTTP/1.9\r\nHost: a\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("HTTP/1.1");
    }
  }

  @Test
  void querysBodyIsRead() throws Exception {
    assertThat(request("QUERY", "/query", "what").text()).isEqualTo("QUERY what");
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (RawConnection connection = server.connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        requests.append("GET /echo/r/").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        requests
            .append("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nb")
            .append(10 + i % 90);
        requests.append(i % 10 == 0 ? "GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n" : "");
      }
      connection.send(requests.toString());
      for (int i = 0; i < 100; i++) {
        assertThat(connection.read().text()).isEqualTo("r" + i);
        assertThat(connection.read().text()).isEqualTo("b" + (10 + i % 90));
        if (i % 10 == 0) {
          assertThat(connection.read().text()).isEqualTo("slept");
        }
      }
    }
  }

  @Test
  void connectionsLiveOnUnlessTheClientCloses() throws Exception {
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 5; i++) {
        TestResponse response = connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n").read();
        assertThat(response.header("connection")).isNull();
      }
      connection.send("GET /text HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(connection.read().header("connection")).isEqualTo("close");
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void http10LivesOnOnlyWhenAsked() throws Exception {
    try (RawConnection connection = server.connect()) {
      TestResponse kept =
          connection.send("GET /text HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").read();
      assertThat(kept.header("connection")).isEqualTo("keep-alive");
      TestResponse last = connection.send("GET /text HTTP/1.0\r\n\r\n").read();
      assertThat(last.header("connection")).isEqualTo("close");
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void http10GetsStreamsUntilTheEnd() throws Exception {
    try (RawConnection connection = server.connect()) {
      TestResponse response = connection.send("GET /stream/3 HTTP/1.0\r\n\r\n").read();
      assertThat(response.header("transfer-encoding")).isNull();
      assertThat(response.text()).isEqualTo("line 0\nline 1\nline 2\n");
    }
  }

  @Test
  void bodiesOfBothFramingsArriveWhole() throws Exception {
    assertThat(request("POST", "/echo", "hello").text()).isEqualTo("hello");
    assertThat(request("POST", "/echo", "").bytes()).isEmpty();
    try (RawConnection connection = server.connect()) {
      connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (char c : "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n".toCharArray()) {
        connection.send(String.valueOf(c));
      }
      assertThat(connection.read().text()).isEqualTo("hello world");
    }
  }

  @Test
  void largeBodiesAreReadAsTheyCome() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n");
      String part = "x".repeat(100_000);
      for (int i = 0; i < 200; i++) {
        connection.send(part);
      }
      assertThat(connection.read().text()).isEqualTo("20000000");
    }
  }

  @Test
  void formsAreRead() throws Exception {
    assertThat(
            send("POST", "/form", "a=1&b=%C3%A4", "Content-Type: application/x-www-form-urlencoded")
                .text())
        .isEqualTo("1ä");
    assertThat(send("POST", "/form", "a=1", "Content-Type: text/plain").status()).isEqualTo(415);
  }

  @Test
  void jsonBodiesAreReadStrictly() throws Exception {
    assertThat(send("POST", "/object", "{\"a\":1}", "Content-Type: application/json").text())
        .isEqualTo("{\"a\":1}");
    assertThat(send("POST", "/object", "{", "Content-Type: application/json").status())
        .isEqualTo(400);
    assertThat(send("POST", "/object", "[]", "Content-Type: application/json").status())
        .isEqualTo(422);
    assertThat(send("POST", "/object", "{}", "Content-Type: text/plain").status()).isEqualTo(415);
  }

  @Test
  void bodiesOverTheRoutesLimitAre413() throws Exception {
    assertThat(request("POST", "/small", "0123456789").text()).isEqualTo("0123456789");
    try (RawConnection connection = server.connect()) {
      connection.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
      TestResponse response = connection.read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.header("connection")).isEqualTo("close");
    }
    try (RawConnection connection = server.connect()) {
      connection.send("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n");
      assertThat(connection.read().status()).isEqualTo(413);
    }
  }

  @Test
  void theClientIsAskedToGoOnOnlyForABodyThatIsRead() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(connection.read().status()).isEqualTo(100);
      assertThat(connection.send("ok").read().text()).isEqualTo("ok");
    }
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      TestResponse response = connection.read();
      assertThat(response.text()).isEqualTo("ignored");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(get("/text", "Expect: magic").status()).isEqualTo(417);
  }

  @Test
  void bodiesThatNobodyReadAreNeverRequests() throws Exception {
    try (RawConnection connection = server.connect()) {
      String inner = "GET /echo/smuggled/1 HTTP/1.1\r\nHost: a\r\n\r\n";
      connection.send(
          "POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: " + inner.length() + "\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("ignored");
      connection.send(inner + "GET /text HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("text");
    }
  }

  @Test
  void aBodyThatEndsEarlyIs400() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
          .shutdownOutput();
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void malformedRequestsAre400AndEndTheConnection() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "GET /text HTTP/1.1\r\n"
              + "Host: a\r\n\r\n"
              + "GET /text HTTP/1.1\n"
              + "Host: a\r\n\r\n"
              + "GET /text HTTP/1.1\r\n"
              + "Host: a\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("text");
      TestResponse refused = connection.read();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("connection")).isEqualTo("close");
      assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void streamsAreChunkedAndTheConnectionLivesOn() throws Exception {
    try (RawConnection connection = server.connect()) {
      TestResponse response = connection.send("GET /stream/50 HTTP/1.1\r\nHost: a\r\n\r\n").read();
      assertThat(response.text().lines()).hasSize(50);
      assertThat(response.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n").read().text())
          .isEqualTo("text");
    }
  }

  @Test
  void largeAnswersArriveWhole() throws Exception {
    assertThat(get("/large/5000000").bytes()).hasSize(5_000_000);
    assertThat(get("/block/5000000").bytes()).hasSize(5_000_000);
  }

  @Test
  void aProducerStopsWhenItsReaderIsGone() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("stopped");
  }

  @Test
  void aStreamThatFailsIsCutVisibly() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /cut HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThatThrownBy(connection::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void framingFieldsOfTheApplicationDoNotCount() throws Exception {
    TestResponse response = get("/own-framing");
    assertThat(response.text()).isEqualTo("four");
    assertThat(response.headers().all("content-length")).containsExactly("4");
    assertThat(response.header("transfer-encoding")).isNull();
    assertThat(response.header("connection")).isEqualTo("close");
  }

  @Test
  void conditionsAreAnswered() throws Exception {
    assertThat(get("/tagged").header("etag")).isEqualTo("\"v1\"");
    TestResponse same = get("/tagged", "If-None-Match: \"v1\"");
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.bytes()).isEmpty();
    assertThat(get("/tagged", "If-Match: \"v2\"").status()).isEqualTo(412);
    assertThat(send("PUT", "/thing", "", "If-Match: \"v1\"").status()).isEqualTo(204);
    assertThat(send("PUT", "/thing", "", "If-Match: \"v2\"").status()).isEqualTo(412);
  }

  @Test
  void redirectsSayWhereTo() throws Exception {
    TestResponse response = get("/moved");
    assertThat(response.status()).isEqualTo(302);
    assertThat(response.header("location")).isEqualTo("/text");
  }

  @Test
  void unexpectedFailuresAre500WithoutDetail() throws Exception {
    TestResponse response = get("/fails");
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.text()).contains("requestId").doesNotContain("secret");
  }

  @Test
  void failuresAreMapped() throws Exception {
    assertThat(get("/mapped").status()).isEqualTo(418);
    assertThat(get("/mapped").text()).isEqualTo("mapped: known");
    TestResponse conflict = get("/conflict");
    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.header("retry-after")).isEqualTo("7");
    assertThat(conflict.text()).contains("\"detail\":\"taken\"", "\"instance\":\"/conflict\"");
  }

  @Test
  void valuesThatCanNotBeWrittenAre500() throws Exception {
    assertThat(get("/unwritable").status()).isEqualTo(500);
  }

  @Test
  void browsersGetAPage() throws Exception {
    TestResponse response = get("/nothing", "Accept: text/html,*/*;q=0.8");
    assertThat(response.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(response.text()).contains("<h1>404 Not Found</h1>");
  }

  @Test
  void handlersThatSleepAreAnswered() throws Exception {
    assertThat(get("/sleep").text()).isEqualTo("slept");
  }

  @Test
  void handlersPastTheirTimeAreInterruptedAnd503() throws Exception {
    TestResponse response = get("/hang");
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("connection")).isEqualTo("close");
    assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  @Test
  void workAfterTheAnswerIsDone() throws Exception {
    assertThat(get("/after").text()).isEqualTo("before");
    assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("after");
  }

  @Test
  void routesMayFixTheirPlace() throws Exception {
    assertThat(get("/offloaded").text()).isEqualTo("offloaded");
    assertThat(get("/on-loop").text()).isEqualTo("on the loop");
  }

  @Test
  void manyConnectionsAreServedAtOnce() throws Exception {
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        connections.add(server.connect().send("GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n"));
      }
      for (RawConnection connection : connections) {
        assertThat(connection.read().text()).isEqualTo("slept");
      }
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
  }

  private TestResponse get(String target, String... fields) throws IOException {
    return send("GET", target, "", fields);
  }

  private TestResponse request(String method, String target, String body) throws IOException {
    return send(method, target, body);
  }

  private TestResponse send(String method, String target, String body, String... fields)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(method)
        .append(' ')
        .append(target)
        .append(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
    for (String field : fields) {
      text.append(field).append("\r\n");
    }
    if (!body.isEmpty()) {
      text.append("Content-Length: ")
          .append(body.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\n");
    }
    try (RawConnection connection = server.connect()) {
      connection.send(text.append("\r\n").append(body).toString());
      TestResponse response = connection.read();
      assertThat(connection.rest()).as("nothing after the answer").isEmpty();
      return response;
    }
  }
}

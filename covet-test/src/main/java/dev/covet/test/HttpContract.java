package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a server must do, whatever carries its bytes and its handlers: each behaviour once. {@link
 * Http1Contract} and {@link Http2Contract} add what is particular to their version; a subclass of a
 * few lines runs it for one transport and one way of running handlers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpContract {
  final ContractApplication application = new ContractApplication();
  TestServer server;

  HttpContract() {}

  /** {@return the settings to start the server with} */
  protected abstract Config.Builder config();

  /** {@return where handlers run, as {@code dev.covet.bridge.mode} names it} */
  protected String mode() {
    return "auto";
  }

  @BeforeAll
  void start() {
    server = serve(config());
  }

  /** Starts a server that runs handlers as this contract says. */
  TestServer serve(Config.Builder config) {
    System.setProperty("dev.covet.bridge.mode", mode());
    try {
      return TestServer.start(config.set("openapi", false), application::declare);
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
  void requestIdsAreKeptOrMade() throws Exception {
    assertThat(get("/id", "X-Request-Id: abc-1").text()).isEqualTo("abc-1");
    assertThat(get("/id", "X-Request-Id: a b").text()).matches("[0-9a-f]{16}");
  }

  @Test
  void querysBodyIsRead() throws Exception {
    assertThat(request("QUERY", "/query", "what").text()).isEqualTo("QUERY what");
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
  void largeAnswersArriveWhole() throws Exception {
    assertThat(get("/large/2000000").bytes()).hasSize(2_000_000);
    assertThat(get("/block/2000000").bytes()).hasSize(2_000_000);
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
  void workAfterTheAnswerIsDone() throws Exception {
    assertThat(get("/after").text()).isEqualTo("before");
    assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("after");
  }

  @Test
  void eventsAreSentWithTheirFields() throws Exception {
    TestResponse response = get("/events", "Last-Event-ID: 7");
    assertThat(response.header("content-type")).isEqualTo("text/event-stream");
    assertThat(response.header("cache-control")).isEqualTo("no-store");
    assertThat(response.text())
        .isEqualTo("id: 1\ndata: after 7\n\nid: 2\nevent: tick\ndata: {\"n\":2}\n\n");
  }

  /** A beat each half of its time limit: twelve are six times the limit. */
  @Test
  void aQuietEventStreamOutlivesTheTimeOfItsRequestAndIsToldThatItsClientIsGone() throws Exception {
    try (Listening stream = listen("/events/quiet")) {
      for (int beat = 0; beat < 12; beat++) {
        stream.until(": \n\n");
      }
      assertThat(application.events).isEmpty();
    }
    List<String> told = new ArrayList<>();
    told.add(application.events.poll(20, TimeUnit.SECONDS));
    told.add(application.events.poll(20, TimeUnit.SECONDS));
    assertThat(told).containsExactlyInAnyOrder("closed", "interrupted");
  }

  @Test
  void anEventStreamThatFailsIsCutVisibly() throws Exception {
    try (Listening stream = listen("/events/fail")) {
      assertThatThrownBy(() -> stream.until("never")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void routesMayFixTheirPlace() throws Exception {
    assertThat(get("/offloaded").text()).isEqualTo("offloaded");
    assertThat(get("/on-loop").text()).isEqualTo("on the loop");
  }

  @Test
  void textIsCompressedForClientsThatTakeIt() throws Exception {
    for (int size : new int[] {5_000, 60_000, 3_000_000}) {
      String target = "/compressed/text/" + size;
      TestResponse response = get(target, "Accept-Encoding: gzip, deflate, br");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("content-encoding")).isEqualTo("gzip");
      assertThat(response.header("vary")).isEqualTo("Accept-Encoding");
      assertThat(response.bytes()).hasSizeLessThan(size / 10);
      assertThat(unzipped(response)).isEqualTo("a".repeat(size));
      TestResponse plain = get(target);
      assertThat(plain.header("content-encoding")).isNull();
      assertThat(plain.header("vary")).isEqualTo("Accept-Encoding");
      assertThat(plain.bytes()).hasSize(size);
    }
  }

  @Test
  void streamsAreCompressed() throws Exception {
    TestResponse response = get("/compressed/events", "Accept-Encoding: gzip");
    assertThat(response.header("content-encoding")).isEqualTo("gzip");
    assertThat(unzipped(response)).isEqualTo("data: one\n\ndata: two\n\n");
    TestResponse sse = get("/compressed/sse", "Accept-Encoding: gzip");
    assertThat(sse.header("content-encoding")).isEqualTo("gzip");
    assertThat(unzipped(sse)).isEqualTo("data: one\n\n");
  }

  @Test
  void conditionsOfCompressedAnswersHold() throws Exception {
    String gzip = "Accept-Encoding: gzip";
    assertThat(get("/compressed/tagged", gzip).header("etag")).isEqualTo("W/\"v1\"");
    TestResponse same = get("/compressed/tagged", gzip, "If-None-Match: W/\"v1\"");
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("etag")).isEqualTo("W/\"v1\"");
  }

  private static String unzipped(TestResponse response) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.bytes()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  TestResponse get(String target, String... fields) throws IOException {
    return send("GET", target, "", fields);
  }

  TestResponse request(String method, String target, String body) throws IOException {
    return send(method, target, body);
  }

  /**
   * Sends one request on a connection of its own, and sees that nothing comes after its answer.
   *
   * @param body empty for none; each character is a byte
   * @param fields as lines: name, colon, space, value
   */
  abstract TestResponse send(String method, String target, String body, String... fields)
      throws IOException;

  /** Asks for an answer that is read while it is produced. */
  abstract Listening listen(String target, String... fields) throws IOException;

  /** An answer that is read while it is produced. */
  interface Listening extends AutoCloseable {
    /**
     * Reads up to the end of a text.
     *
     * @throws IOException if the answer is cut before
     */
    void until(String text) throws IOException;

    @Override
    void close() throws IOException;
  }
}

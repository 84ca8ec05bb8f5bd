package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.WebSocketCompression;
import dev.covet.http.WebSocketLimits;
import dev.covet.spi.WebSocketBody;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketUpgradeTest {
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final Covet app = Served.app();

  private static MadeRequest handshake() {
    return new MadeRequest("GET", "/")
        .header("upgrade", "h2c, WebSocket")
        .header("connection", "keep-alive, Upgrade")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", KEY);
  }

  private Response<?> send(MadeRequest request) {
    return new Served(app).send(request);
  }

  @Test
  void aHandshakeIsAnswered() {
    app.websocket("/", socket -> {});
    Response<?> answer = send(handshake());
    assertThat(answer.status().code()).isEqualTo(101);
    assertThat(answer.body()).isInstanceOf(WebSocketBody.class);
    assertThat(answer.headers().contains("sec-websocket-protocol")).isFalse();
    assertThat(app.assemble().routes().getFirst().hidden()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "upgrade, , 400",
    "upgrade, h2c, 400",
    "connection, close, 400",
    "sec-websocket-version, 8, 426",
    "sec-websocket-version, , 426",
    "sec-websocket-key, , 400",
    "sec-websocket-key, c2hvcnQ=, 400",
    "sec-websocket-key, dGhlIHNhbXBsZSBub25jZ, 400",
  })
  void whatIsNoHandshakeIsRefused(String field, String value, int status) {
    app.websocket("/", socket -> {});
    MadeRequest request = handshake().without(field);
    Response<?> answer = send(value == null ? request : request.header(field, value));
    assertThat(answer.status().code()).isEqualTo(status);
    assertThat(answer.headers().first("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.headers().first("sec-websocket-version"))
        .isEqualTo(status == 426 ? "13" : null);
  }

  @Test
  void onlyGetBeginsOne() {
    app.websocket("/", socket -> {});
    assertThat(send(new MadeRequest("HEAD", "/")).status().code()).isEqualTo(400);
    assertThat(send(new MadeRequest("POST", "/")).status().code()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com:8080, id=1, 101",
    "https://evil.example, id=1, 403",
    "null, id=1, 403",
    "https://evil.example, , 101",
    ", id=1, 101",
  })
  void pagesOfOtherOriginsAreRefusedWhereCookiesSayWhoSomebodyIs(
      String origin, String cookie, int status) {
    app.websocket("/", socket -> {});
    MadeRequest request = handshake();
    request = origin == null ? request : request.header("origin", origin);
    request = cookie == null ? request : request.header("cookie", cookie);
    assertThat(send(request).status().code()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example, 101",
    "https://a.b.app.example, 101",
    "http://example.com:8080, 101",
    "https://evil.example, 403",
  })
  void aListOfOriginsHoldsForEverybody(String origin, int status) {
    app.get(
        "/",
        req ->
            WebSocketUpgrade.of(req)
                .origins("https://app.example", "https://*.app.example")
                .accept(socket -> {}));
    assertThat(send(handshake().header("origin", origin)).status().code()).isEqualTo(status);
  }

  @Test
  void theFirstSubprotocolThatBothSpeakIsAgreed() {
    app.get("/", req -> WebSocketUpgrade.of(req).subprotocols("v3", "v2", "v1").accept(s -> {}));
    Response<?> answer = send(handshake().header("sec-websocket-protocol", "v1, v2"));
    assertThat(answer.headers().first("sec-websocket-protocol")).isEqualTo("v2");
    assertThat(((WebSocketBody) answer.body()).subprotocol()).isEqualTo("v2");
    assertThat(send(handshake().header("sec-websocket-protocol", "v9")).headers())
        .satisfies(headers -> assertThat(headers.contains("sec-websocket-protocol")).isFalse());
  }

  @Test
  void limitsAreTheRoutesOwn() {
    app.get(
        "/",
        req ->
            WebSocketUpgrade.of(req)
                .maxMessage(2 << 20)
                .ping(Duration.ofSeconds(5))
                .accept(s -> {}));
    WebSocketBody body = (WebSocketBody) send(handshake()).body();
    assertThat(body.terms().limits())
        .isEqualTo(
            new WebSocketLimits(2 << 20, 2 << 20, Duration.ofSeconds(5), WebSocketCompression.OFF));
    WebSocketUpgrade upgrade =
        WebSocketUpgrade.of(new Served(app).application().accept(handshake()));
    assertThatThrownBy(() -> upgrade.maxMessage(124)).hasMessageContaining("125");
    assertThatThrownBy(() -> upgrade.ping(Duration.ZERO)).hasMessageContaining("above 0");
  }

  @Test
  void settingsHoldForAllAndMayLeaveItOut() {
    Covet small =
        Served.app("websocket-frame", "200", "websocket-message", "1KiB", "websocket-ping", "2s");
    small.websocket("/", socket -> {});
    WebSocketBody body = (WebSocketBody) new Served(small).send(handshake()).body();
    assertThat(body.terms().limits())
        .isEqualTo(new WebSocketLimits(200, 1024, Duration.ofSeconds(2), WebSocketCompression.OFF));
    Covet without = Served.app("protocols", "http1,http2");
    without.websocket("/", socket -> {});
    assertThat(new Served(without).send(handshake()).status().code()).isEqualTo(501);
  }

  @Test
  void middlewareStandsBeforeTheHandshake() {
    app.use((req, next) -> Response.text("no").status(401));
    app.websocket("/", socket -> {});
    assertThat(send(handshake()).status().code()).isEqualTo(401);
  }

  @Test
  void compressionIsAgreedIfTheServerWantsIt() {
    String field = "sec-websocket-extensions";
    String offer = "permessage-deflate; client_max_window_bits";
    app.websocket("/", socket -> {});
    assertThat(send(handshake().header(field, offer)).headers().first(field)).isNull();
    Covet on = Served.app("websocket-compression", "on");
    on.websocket("/", socket -> {});
    on.get(
        "/kept",
        req ->
            WebSocketUpgrade.of(req)
                .compression(WebSocketCompression.TAKEOVER)
                .accept(socket -> {}));
    Served served = new Served(on);
    assertThat(served.send(handshake().header(field, offer)).headers().first(field))
        .isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
  }

  @Test
  void aPolicyNeedsRoomForAMessage() {
    app.websocket("/", socket -> {});
    WebSocketUpgrade upgrade =
        WebSocketUpgrade.of(new Served(app).application().accept(handshake()));
    assertThatThrownBy(() -> upgrade.slowConsumer(SlowConsumer.DROP_OLDEST, 0))
        .hasMessageContaining("at least 1 message");
  }
}

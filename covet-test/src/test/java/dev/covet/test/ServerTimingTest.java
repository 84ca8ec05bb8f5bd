package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Body;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Response;
import jakarta.validation.constraints.Max;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phases of requests as clients are told of them, over both protocols. */
class ServerTimingTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String JSON = "{\"amount\":7}";

  record Order(@Max(100) int amount) {}

  record OrderInput(@Body Order order) {}

  enum Protocol {
    HTTP1,
    HTTP2
  }

  private static void declare(Covet app) {
    app.post("/orders", OrderInput.class, input -> input.order());
    app.get("/text", req -> "text").returns(String.class);
    app.get(
        "/sleeps",
        req -> {
          Thread.sleep(30);
          return Response.text("slept").header("Server-Timing", "db;dur=1");
        });
    app.get(
        "/stream",
        req ->
            Response.stream(
                out -> {
                  out.write(new byte[20_000]);
                  out.flush();
                  Thread.sleep(20);
                  out.write('.');
                }));
    app.get("/small", req -> Response.stream(out -> out.write('.')));
  }

  private static TestServer server(String... settings) {
    Config.Builder config = Config.builder().transport("nio").workers(1);
    for (int i = 0; i < settings.length; i += 2) {
      config.set(settings[i], settings[i + 1]);
    }
    return TestServer.start(config, ServerTimingTest::declare);
  }

  private static TestResponse ask(
      TestServer server, Protocol protocol, String method, String path, String body, String... more)
      throws Exception {
    List<String> fields = List.of(more);
    if (protocol == Protocol.HTTP2) {
      try (Http2Connection http = server.connectHttp2()) {
        int stream = http.stream();
        String[] head = new String[10 + more.length + (body.isEmpty() ? 0 : 2)];
        System.arraycopy(
            new String[] {
              ":method",
              method,
              ":scheme",
              "http",
              ":path",
              path,
              ":authority",
              "localhost",
              "accept",
              "*/*"
            },
            0,
            head,
            0,
            10);
        System.arraycopy(more, 0, head, 10, more.length);
        if (!body.isEmpty()) {
          head[head.length - 2] = "content-type";
          head[head.length - 1] = "application/json";
        }
        http.headers(stream, body.isEmpty(), head).flush();
        if (!body.isEmpty()) {
          http.data(stream, true, body.getBytes(StandardCharsets.UTF_8)).flush();
        }
        return http.response(stream);
      }
    }
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < fields.size(); i += 2) {
      head.append(fields.get(i)).append(": ").append(fields.get(i + 1)).append("\r\n");
    }
    if (!body.isEmpty()) {
      head.append("content-type: application/json\r\ncontent-length: ").append(body.length());
      head.append("\r\n");
    }
    try (RawConnection raw = server.connect()) {
      return raw.send(head + "\r\n" + body).read();
    }
  }

  /** Names with milliseconds, in order. */
  private static Map<String, Double> times(String value) {
    Map<String, Double> times = new LinkedHashMap<>();
    for (String one : value.split(", ", -1)) {
      assertThat(one).matches("[a-z]+;dur=[0-9]+\\.[0-9]{3}");
      times.put(
          one.substring(0, one.indexOf(';')), Double.valueOf(one.substring(one.indexOf('=') + 1)));
    }
    return times;
  }

  private static String signed(String key, Instant end) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String seconds = String.valueOf(end.getEpochSecond());
    byte[] signature = mac.doFinal(("covet-timing " + seconds).getBytes(StandardCharsets.UTF_8));
    return seconds + "." + HexFormat.of().formatHex(signature);
  }

  @ParameterizedTest
  @EnumSource
  void developersAskForIt(Protocol protocol) throws Exception {
    try (TestServer server = server("mode", "dev")) {
      TestResponse asked = ask(server, protocol, "POST", "/orders", JSON, "x-covet-timing", "1");
      assertThat(asked.text()).isEqualTo(JSON);
      assertThat(times(asked.header("server-timing")).keySet())
          .containsExactly("queue", "parse", "route", "bind", "validate", "handler", "serialise");
      TestResponse plain = ask(server, protocol, "POST", "/orders", JSON);
      assertThat(plain.header("server-timing")).isNull();
      TestResponse refused =
          ask(server, protocol, "POST", "/orders", "{\"amount\":700}", "x-covet-timing", "1");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(times(refused.header("server-timing"))).containsKey("validate");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void theTimeOfAHandlerIsItsOwn(String transport) throws Exception {
    try (TestServer server =
        server("server-timing", "all", "mode", "dev", "transport", transport)) {
      for (Protocol protocol : Protocol.values()) {
        TestResponse slept = ask(server, protocol, "GET", "/sleeps", "");
        List<String> lines = slept.headers().all("server-timing");
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo("db;dur=1");
        Map<String, Double> times = times(lines.getLast());
        assertThat(times.get("handler")).isGreaterThanOrEqualTo(29);
        assertThat(times).doesNotContainKeys("bind", "validate");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamTellsTheRestInItsTrailers(Protocol protocol) throws Exception {
    try (TestServer server = server("server-timing", "all", "mode", "dev")) {
      TestResponse streamed = ask(server, protocol, "GET", "/stream", "", "te", "trailers");
      assertThat(streamed.bytes()).hasSize(20_001);
      assertThat(streamed.header("trailer")).isEqualTo("Server-Timing");
      assertThat(times(streamed.header("server-timing")).keySet())
          .containsExactly("queue", "parse", "route", "handler");
      Map<String, Double> rest = times(streamed.trailers().first("server-timing"));
      assertThat(rest.keySet()).containsExactly("serialise", "write");
      assertThat(rest.get("serialise")).isGreaterThanOrEqualTo(19);
      TestResponse without = ask(server, protocol, "GET", "/stream", "");
      assertThat(without.header("trailer")).isNull();
      assertThat(without.trailers().isEmpty()).isTrue();
      TestResponse small = ask(server, protocol, "GET", "/small", "");
      assertThat(times(small.header("server-timing"))).containsKey("serialise");
    }
  }

  @Test
  void inProductionOnlyASignatureIsBelieved() throws Exception {
    Instant now = Instant.now();
    try (TestServer server = server("server-timing-key", KEY)) {
      assertThat(told(server, signed(KEY, now.plusSeconds(600)))).isTrue();
      assertThat(told(server, signed(KEY, now.minusSeconds(5)))).isFalse();
      assertThat(told(server, signed(KEY, now.plusSeconds(100_000)))).isFalse();
      assertThat(told(server, signed(KEY.replace('0', '1'), now.plusSeconds(600)))).isFalse();
      String later = String.valueOf(now.plusSeconds(900).getEpochSecond());
      String moved = signed(KEY, now.plusSeconds(600)).replaceFirst("^[0-9]+", later);
      assertThat(told(server, moved)).isFalse();
      assertThat(told(server, "1")).isFalse();
      assertThat(told(server, "x".repeat(75))).isFalse();
      assertThat(told(server, later + "." + "g".repeat(64))).isFalse();
      assertThat(told(server, later + "-" + "0".repeat(64))).isFalse();
    }
  }

  private static boolean told(TestServer server, String asked) throws Exception {
    TestResponse response =
        ask(server, Protocol.HTTP1, "GET", "/text", "", "X-Covet-Timing", asked);
    assertThat(response.status()).isEqualTo(200);
    return response.header("server-timing") != null;
  }

  @Test
  void inProductionNobodyIsToldWithoutAKey() throws Exception {
    try (TestServer all = server("server-timing", "all")) {
      assertThat(told(all, "1")).isFalse();
      assertThat(ask(all, Protocol.HTTP2, "GET", "/stream", "", "te", "trailers").trailers().size())
          .isZero();
    }
    try (TestServer off = server("server-timing", "off", "mode", "dev")) {
      assertThat(told(off, "1")).isFalse();
    }
  }
}

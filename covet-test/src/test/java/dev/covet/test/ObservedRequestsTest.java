package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.RateLimit;
import dev.covet.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each request has exactly one line in the access log, however it ends. */
@ParameterizedClass(name = "{1} over {0}, tls {2}")
@MethodSource("servers")
class ObservedRequestsTest {
  private static final int CANCEL = 8;

  @TempDir Path folder;

  private final String transport;
  private final String protocol;
  private final boolean tls;
  private final CountDownLatch entered = new CountDownLatch(1);
  private TestServer server;
  private Path file;

  ObservedRequestsTest(String transport, String protocol, boolean tls) {
    this.transport = transport;
    this.protocol = protocol;
    this.tls = tls;
  }

  static Stream<Arguments> servers() {
    return Stream.of("nio", "epoll", "io_uring")
        .flatMap(
            transport ->
                Stream.of("HTTP/1.1", "HTTP/2")
                    .flatMap(
                        protocol ->
                            Stream.of(true, false)
                                .map(tls -> Arguments.of(transport, protocol, tls))));
  }

  @BeforeEach
  void start() {
    file = folder.resolve("access.log");
    Config.Builder config =
        tls ? HttpsContract.tls(transport, "boringssl") : Config.builder().transport(transport);
    server =
        TestServer.start(
            config
                .set("access-log", "json")
                .set("access-log-file", file)
                .set("allowed-hosts", "a,localhost")
                .set("drain-timeout", "1s")
                .set("openapi", false),
            this::declare);
  }

  private void declare(Covet app) {
    app.get("/text", req -> "text");
    app.get("/users/{id}", req -> req.path("id").asString());
    app.post("/echo", req -> Response.bytes(req.body().bytes())).maxBody(10);
    app.get("/limited", req -> "in").rateLimit(RateLimit.perAddress(1, Duration.ofHours(1)));
    app.get(
            "/hangs",
            req -> {
              entered.countDown();
              Thread.sleep(60_000);
              return "";
            })
        .timeout(Duration.ofMillis(100));
    app.get(
        "/waits",
        req -> {
          entered.countDown();
          Thread.sleep(60_000);
          return "";
        });
    app.get(
        "/cut",
        req ->
            Response.stream(
                out -> {
                  out.write(new byte[10]);
                  out.flush();
                  throw new IOException("in the middle");
                }));
    app.websocket("/ws", SocketServer::echo);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Sends a request, and waits for what comes of it. */
  private void send(String method, String target, String host, String body) throws IOException {
    if (protocol.equals("HTTP/2")) {
      try (Http2Connection connection = server.connectHttp2()) {
        int stream = connection.stream();
        connection.headers(
            stream,
            body.isEmpty(),
            ":method",
            method,
            ":scheme",
            "http",
            ":path",
            target,
            ":authority",
            host,
            "user-agent",
            "test");
        if (!body.isEmpty()) {
          connection.data(stream, true, body.getBytes());
        }
        connection.response(stream);
      } catch (IOException cut) {
        // Is looked at in the log.
      }
      return;
    }
    try (RawConnection connection = server.connect()) {
      connection.send(
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nUser-Agent: test\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      connection.rest();
    }
  }

  /** Stops the server; what there is then is all there ever is. */
  private List<String> lines() throws IOException {
    server.close();
    return Files.readAllLines(file);
  }

  @Test
  void answersAndRefusalsOfTheApplication() throws Exception {
    send("GET", "/users/7?q=secret", "a", "");
    send("GET", "/nowhere", "a", "");
    send("DELETE", "/text", "a", "");
    send("POST", "/echo", "a", "hello");
    send("GET", "/text", "other", "");
    send("GET", "/limited", "a", "");
    send("GET", "/limited", "a", "");
    List<String> lines = lines();
    assertThat(lines).hasSize(7);
    assertThat(lines)
        .allMatch(line -> line.contains("\"version\":\"" + protocol + "\""))
        .allMatch(line -> line.contains("\"userAgent\":\"test\""))
        .allMatch(line -> line.contains("\"client\":\"127.0.0.1\""))
        .noneMatch(line -> line.contains("secret") || line.contains("ended"));
    assertThat(lines.get(0))
        .contains("\"route\":\"/users/{id}\",\"status\":200", "\"bytesOut\":1,");
    assertThat(lines.get(1)).contains("\"status\":404").doesNotContain("route");
    assertThat(lines.get(2)).contains("\"method\":\"DELETE\"", "\"status\":405");
    assertThat(lines.get(3)).contains("\"bytesIn\":5,\"bytesOut\":5,");
    assertThat(lines.get(4)).contains("\"status\":421");
    assertThat(lines.get(5)).contains("\"route\":\"/limited\",\"status\":200");
    assertThat(lines.get(6)).contains("\"route\":\"/limited\",\"status\":429");
  }

  @Test
  void aBodyThatIsTooLarge() throws Exception {
    send("POST", "/echo", "a", "more than ten bytes");
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("\"route\":\"/echo\",\"status\":413", "\"refused\":\"body-too-large\"");
  }

  @Test
  void aHandlerThatTakesTooLong() throws Exception {
    send("GET", "/hangs", "a", "");
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("\"route\":\"/hangs\",\"status\":503", "\"ended\":\"timed-out\"");
  }

  @Test
  void anAnswerThatIsCut() throws Exception {
    send("GET", "/cut", "a", "");
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("\"status\":200", "\"bytesOut\":10", "\"ended\":\"cut\"");
  }

  @Test
  void aClientThatGoesAway() throws Exception {
    if (protocol.equals("HTTP/2")) {
      try (Http2Connection connection = server.connectHttp2()) {
        int stream = connection.get("/waits");
        entered.await();
        connection.reset(stream, CANCEL);
        await().until(() -> Files.size(file) > 0);
      }
    } else {
      try (RawConnection connection = server.connect()) {
        connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12");
        connection.shutdownOutput();
        connection.rest();
      }
    }
    assertThat(lines()).singleElement().asString().contains("\"ended\":\"aborted\"");
  }

  @Test
  void aHeadThatIsMalformed() throws Exception {
    if (protocol.equals("HTTP/2")) {
      try (Http2Connection connection = server.connectHttp2()) {
        connection.headers(connection.stream(), true, ":method", "GET", "UPPER", "x");
        connection.await(Http2Connection.RST_STREAM);
      }
      assertThat(lines())
          .singleElement()
          .asString()
          .contains("\"ended\":\"cut\",\"refused\":\"malformed-head\"")
          .doesNotContain("status", "method");
      return;
    }
    try (RawConnection connection = server.connect()) {
      connection.send("GET /a\u001b[2J HTTP/1.1\r\n\r\n");
      connection.rest();
    }
    try (RawConnection connection = server.connect()) {
      connection.send("GET /text HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n");
      connection.rest();
    }
    List<String> lines = lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"status\":400", "\"refused\":\"control\"");
    assertThat(lines.get(1)).contains("\"path\":\"/text\"", "\"refused\":\"length\"");
  }

  @Test
  void aHandshakeOfWebSocket() throws Exception {
    if (protocol.equals("HTTP/2")) {
      try (Http2Connection connection = server.connectHttp2()) {
        connection.headers(
            connection.stream(),
            false,
            ":method",
            "CONNECT",
            ":protocol",
            "websocket",
            ":scheme",
            "http",
            ":path",
            "/ws",
            ":authority",
            "a",
            "sec-websocket-version",
            "13");
        connection.await(Http2Connection.HEADERS);
        await().until(() -> Files.size(file) > 0);
      }
    } else {
      try (RawConnection connection = server.connect()) {
        connection.send(
            "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        connection.readHead();
        await().until(() -> Files.size(file) > 0);
      }
    }
    assertThat(lines())
        .singleElement()
        .asString()
        .contains(
            "\"route\":\"/ws\",\"status\":" + (protocol.equals("HTTP/2") ? "200" : "101"),
            "\"bytesOut\":0")
        .doesNotContain("ended");
  }
}

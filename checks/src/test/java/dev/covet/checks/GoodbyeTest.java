package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.test.Http2Connection;
import dev.covet.test.Http2Connection.Frame;
import dev.covet.test.RawConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIGTERM with 1,000 requests in flight on HTTP/1.1, HTTP/2, WebSocket and event streams: each
 * client sees the goodbye of its protocol, and nothing is lost.
 */
@ParameterizedClass
@ValueSource(strings = {"nio", "epoll", "io_uring"})
class GoodbyeTest {
  private static final int EACH = 250;
  private static final int STREAMS = 25;
  private static final int CONNECTIONS = EACH / STREAMS;

  /** One besides for each of the foreign clients. */
  private static final int FOREIGN = 4;

  private static final int DRAIN_SECONDS = 60;

  private final String transport;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService tools = Executors.newCachedThreadPool();
  private final HttpClient http = HttpClient.newHttpClient();
  private final OkHttpClient okhttp = new OkHttpClient();
  private ExampleProcess server;
  private int port;

  GoodbyeTest(String transport) {
    this.transport = transport;
  }

  @BeforeEach
  void start() throws Exception {
    server =
        ExampleProcess.start(
            List.of("-Dfarewell.sockets=" + (EACH + 1)),
            "dev.covet.checks.Farewell",
            "--transport",
            transport,
            "--workers",
            "2",
            "--drain-timeout",
            DRAIN_SECONDS + "s",
            "--request-timeout",
            "0");
    port = URI.create(server.url("/")).getPort();
  }

  @AfterEach
  void stop() {
    server.close();
    clients.shutdownNow();
    tools.shutdownNow();
    http.shutdownNow();
    okhttp.dispatcher().executorService().shutdownNow();
    okhttp.connectionPool().evictAll();
  }

  private String http1() throws IOException {
    try (Connection connection = new Connection(port)) {
      connection.request("/held");
      return connection.read();
    }
  }

  /** What one connection has heard. */
  private record Heard(Set<Integer> answered, List<Frame> goAways) {}

  private Heard http2() throws IOException {
    Heard heard = new Heard(new HashSet<>(), new ArrayList<>());
    try (Http2Connection connection = Http2Connection.open(port, false)) {
      for (int i = 0; i < STREAMS; i++) {
        connection.get("/held");
      }
      for (Frame frame = connection.read(); frame != null; frame = connection.read()) {
        boolean acknowledgement = (frame.flags() & 1) != 0;
        switch (frame.type()) {
          case Http2Connection.GOAWAY -> heard.goAways.add(frame);
          case Http2Connection.HEADERS ->
              assertThat(connection.fields(frame.payload()).first(":status")).isEqualTo("200");
          case Http2Connection.PING -> {
            if (!acknowledgement) {
              connection.frame(Http2Connection.PING, 1, 0, frame.payload());
            }
          }
          case Http2Connection.SETTINGS -> {
            if (!acknowledgement) {
              connection.frame(Http2Connection.SETTINGS, 1, 0);
            }
          }
          default -> {
            // DATA, WINDOW_UPDATE
          }
        }
        if (frame.endsStream()) {
          assertThat(frame.type()).isEqualTo(Http2Connection.DATA);
          heard.answered.add(frame.stream());
        }
      }
    }
    return heard;
  }

  private String events() throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return connection.rest();
    }
  }

  /** The messages of a WebSocket, and at last the code of its close. */
  private CompletableFuture<List<String>> webSocket(int number) {
    CompletableFuture<List<String>> heard = new CompletableFuture<>();
    List<String> all = new ArrayList<>();
    http.newWebSocketBuilder()
        .buildAsync(
            URI.create("ws://127.0.0.1:" + port + "/ws"),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                all.add(text.toString());
                socket.request(1);
                return null;
              }

              @Override
              public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                all.add(String.valueOf(code));
                heard.complete(all);
                return null;
              }

              @Override
              public void onError(WebSocket socket, Throwable failure) {
                heard.completeExceptionally(failure);
              }
            })
        .thenCompose(socket -> socket.sendText(String.valueOf(number), true))
        .whenComplete(
            (socket, failure) -> {
              if (failure != null) {
                heard.completeExceptionally(failure);
              }
            });
    return heard;
  }

  private CompletableFuture<List<String>> okhttpWebSocket() {
    CompletableFuture<List<String>> heard = new CompletableFuture<>();
    List<String> all = new ArrayList<>();
    okhttp3.WebSocket opened =
        okhttp.newWebSocket(
            new Request.Builder().url("ws://127.0.0.1:" + port + "/ws").build(),
            new WebSocketListener() {
              @Override
              public void onMessage(okhttp3.WebSocket socket, String text) {
                all.add(text);
              }

              @Override
              public void onClosing(okhttp3.WebSocket socket, int code, String reason) {
                all.add(String.valueOf(code));
                socket.close(1000, null);
                heard.complete(all);
              }

              @Override
              public void onFailure(
                  okhttp3.WebSocket socket, Throwable failure, Response response) {
                heard.completeExceptionally(failure);
              }
            });
    opened.send("okhttp");
    return heard;
  }

  private int entered() throws IOException {
    try (Connection connection = new Connection(port)) {
      String answer = connection.get("/entered");
      return Integer.parseInt(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
  }

  private static <T> List<Future<T>> many(int count, ExecutorService in, Callable<T> one) {
    List<Future<T>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(in.submit(one));
    }
    return all;
  }

  private static <T> T of(Future<T> future) throws Exception {
    return future.get(DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void eachClientHearsTheGoodbyeOfItsProtocolAndNothingIsLost() throws Exception {
    List<Future<String>> http1 = many(EACH, clients, this::http1);
    List<Future<Heard>> http2 = many(CONNECTIONS, clients, this::http2);
    List<Future<String>> events = many(EACH, clients, this::events);
    List<CompletableFuture<List<String>>> sockets = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      sockets.add(webSocket(i));
    }
    Future<Tool.Result> curl = tools.submit(() -> Tool.run("curl", "-sSi", server.url("/held")));
    Future<Tool.Result> curlEvents =
        tools.submit(() -> Tool.run("curl", "-sSN", server.url("/events")));
    Future<Tool.Result> nghttp = tools.submit(() -> Tool.run("nghttp", "-v", server.url("/held")));
    CompletableFuture<List<String>> foreign = okhttpWebSocket();
    await().atMost(Duration.ofSeconds(60)).until(() -> entered() == 4 * EACH + FOREIGN);

    server.process().destroy();

    for (Future<String> answer : http1) {
      assertThat(of(answer))
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("\r\nconnection: close\r\n")
          .endsWith("\r\n\r\nwhole");
    }
    for (Future<Heard> connection : http2) {
      Heard heard = of(connection);
      assertThat(heard.answered).hasSize(STREAMS);
      assertThat(heard.goAways)
          .extracting(Frame::lastStream)
          .containsExactly(Integer.MAX_VALUE, 2 * STREAMS - 1);
      assertThat(heard.goAways).extracting(Frame::errorCode).containsOnly(0);
    }
    for (Future<String> stream : events) {
      assertThat(of(stream))
          .contains("data: first\n\n", "data: last\n\n", ": the server stops\n\n")
          .endsWith("\r\n0\r\n\r\n");
    }
    for (int i = 0; i < EACH; i++) {
      assertThat(of(sockets.get(i))).containsExactly("done " + i, "last", "1001");
    }
    assertThat(of(foreign)).containsExactly("done okhttp", "last", "1001");
    assertThat(of(curl).output()).containsIgnoringCase("connection: close").endsWith("whole");
    assertThat(of(curlEvents).output()).contains("data: last\n\n");
    assertThat(of(curlEvents).exit()).isZero();
    assertThat(of(nghttp).output()).contains("recv GOAWAY", "last_stream_id=2147483647", "whole");
    assertThat(server.process().waitFor(DRAIN_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(server.process().exitValue()).as(server.output()).isZero();
  }
}

package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.Covet;
import dev.covet.HttpException;
import dev.covet.Message;
import dev.covet.WebSocketUpgrade;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a WebSocket must do, whatever carries its bytes; the client is the JDK's. */
abstract class WebSocketContract extends SocketServer {
  /** Within it the client must answer a ping, also on a machine that has much else to do. */
  private static final Duration PING = Duration.ofSeconds(1);

  /** Two pings last longer than three times this. */
  private static final Duration TIME = Duration.ofMillis(600);

  private final List<String> events = new CopyOnWriteArrayList<>();

  record Move(String from, int steps) {}

  @Override
  void declare(Covet app) {
    app.websocket("/echo", SocketServer::echo);
    app.websocket(
        "/json",
        socket -> {
          for (Message message : socket.messages()) {
            Move move = message.json(Move.class);
            socket.sendJson(Map.of("to", move.from() + move.steps()));
          }
        });
    app.get(
        "/rooms/{room}",
        req -> {
          String room = req.path("room").asString();
          if (room.equals("locked")) {
            throw new HttpException(403, "locked");
          }
          return WebSocketUpgrade.of(req)
              .subprotocols("two", "one")
              .maxMessage(1000)
              .accept(socket -> socket.send(room + " " + socket.subprotocol()));
        });
    app.websocket("/closes", socket -> socket.close(4001, "enough"));
    app.websocket(
        "/fails",
        socket -> {
          throw new IllegalStateException("on purpose");
        });
    app.websocket(
        "/told",
        socket -> {
          while (socket.receive() != null) {
            events.add("message");
          }
          events.add("closed " + socket.closeCode() + " " + socket.closeReason());
          try {
            socket.send("too late");
          } catch (IOException e) {
            events.add(e.getMessage());
          }
        });
    app.websocket(
        "/asks",
        socket -> {
          for (int i = 0; i < 10_000; i++) {
            socket.send(Integer.toString(i));
          }
        });
    app.get("/impatient", req -> WebSocketUpgrade.of(req).ping(PING).accept(SocketServer::echo))
        .timeout(TIME);
    app.get(
        "/slow",
        req ->
            WebSocketUpgrade.of(req)
                .accept(
                    socket -> {
                      while (events.isEmpty()) {
                        Thread.sleep(5);
                      }
                      echo(socket);
                    }));
  }

  @BeforeEach
  void forget() {
    events.clear();
  }

  /** Keeps what comes. */
  private static final class Client implements java.net.http.WebSocket.Listener {
    final LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
    final AtomicInteger pings = new AtomicInteger();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(
        java.net.http.WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        got.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(
        java.net.http.WebSocket socket, ByteBuffer data, boolean last) {
      got.add("binary " + data.remaining() + " " + last);
      socket.request(1);
      return null;
    }

    /** The JDK has answered it. */
    @Override
    public @Nullable CompletionStage<?> onPing(java.net.http.WebSocket socket, ByteBuffer data) {
      pings.incrementAndGet();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(java.net.http.WebSocket socket, ByteBuffer data) {
      got.add("pong " + StandardCharsets.UTF_8.decode(data));
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(
        java.net.http.WebSocket socket, int code, String reason) {
      got.add("close " + code + " " + reason);
      return null;
    }

    String next() throws InterruptedException {
      String next = got.poll(20, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }
  }

  private java.net.http.WebSocket open(String path, Client client, String... subprotocols) {
    java.net.http.WebSocket.Builder builder = http.newWebSocketBuilder();
    if (subprotocols.length > 0) {
      builder.subprotocols(
          subprotocols[0],
          List.of(subprotocols).subList(1, subprotocols.length).toArray(String[]::new));
    }
    return builder.buildAsync(uri(path), client).join();
  }

  @Test
  void messagesComeBack() throws Exception {
    Client client = new Client();
    java.net.http.WebSocket socket = open("/echo", client);
    socket.sendText("hällo", true).join();
    assertThat(client.next()).isEqualTo("hällo");
    socket.sendText("one ", false).join();
    socket.sendText("message", true).join();
    assertThat(client.next()).isEqualTo("one message");
    socket.sendBinary(ByteBuffer.wrap(new byte[200]), true).join();
    assertThat(client.next()).isEqualTo("binary 200 true");
    socket.sendPing(ByteBuffer.wrap("there?".getBytes(StandardCharsets.UTF_8))).join();
    assertThat(client.next()).isEqualTo("pong there?");
    String large = "x".repeat(60_000);
    for (int i = 0; i < 20; i++) {
      socket.sendText(large, true).join();
    }
    for (int i = 0; i < 20; i++) {
      assertThat(client.next()).isEqualTo(large);
    }
    socket.sendClose(java.net.http.WebSocket.NORMAL_CLOSURE, "bye").join();
    assertThat(client.next()).startsWith("close 1000");
  }

  @Test
  void messagesMayBeJson() throws Exception {
    Client client = new Client();
    java.net.http.WebSocket socket = open("/json", client);
    socket.sendText("{\"from\":\"a\",\"steps\":7}", true).join();
    assertThat(client.next()).isEqualTo("{\"to\":\"a7\"}");
    socket.sendText("{\"from\":", true).join();
    assertThat(client.next()).startsWith("close 1008 malformed JSON");
  }

  @Test
  void theHandshakeIsARequestLikeOthers() throws Exception {
    Client client = new Client();
    open("/rooms/kitchen", client, "one", "two");
    assertThat(client.next()).isEqualTo("kitchen two");
    assertThat(client.next()).isEqualTo("close 1000 ");
    assertThatThrownBy(() -> open("/rooms/locked", new Client()))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void theHandlersEndIsTheSockets() throws Exception {
    Client closes = new Client();
    open("/closes", closes);
    assertThat(closes.next()).isEqualTo("close 4001 enough");
    Client fails = new Client();
    open("/fails", fails);
    assertThat(fails.next()).isEqualTo("close 1011 ");
  }

  @Test
  void theHandlerIsToldHowTheClientWent() {
    java.net.http.WebSocket polite = open("/told", new Client());
    polite.sendText("a", true).join();
    polite.sendClose(4444, "my reasons").join();
    await()
        .untilAsserted(
            () ->
                assertThat(events)
                    .containsExactly(
                        "message", "closed 4444 my reasons", "the WebSocket is closed"));
    events.clear();
    open("/told", new Client()).abort();
    await()
        .untilAsserted(
            () -> assertThat(events).containsExactly("closed 1006 ", "the WebSocket is closed"));
  }

  @Test
  void manyMessagesKeepTheirOrder() throws Exception {
    Client client = new Client();
    open("/asks", client);
    for (int i = 0; i < 10_000; i++) {
      assertThat(client.next()).isEqualTo(Integer.toString(i));
    }
    assertThat(client.next()).isEqualTo("close 1000 ");
  }

  @Test
  void aMessageBeyondItsLimitEndsTheSocket() throws Exception {
    Client client = new Client();
    java.net.http.WebSocket socket = open("/echo", client);
    socket.sendBinary(ByteBuffer.allocate((64 << 10) + 1), true);
    assertThat(client.next()).isEqualTo("close 1009 the frame is larger than 65536");
  }

  @Test
  void aHandlerThatDoesNotTakeWhatComesHoldsUpItsClientAlone() throws Exception {
    Client client = new Client();
    java.net.http.WebSocket socket = open("/slow", client);
    String text = "y".repeat(50_000);
    Thread sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    socket.sendText(text, true).join();
                  }
                });
    Client other = new Client();
    open("/echo", other).sendText("quick", true).join();
    assertThat(other.next()).isEqualTo("quick");
    events.add("go on");
    for (int i = 0; i < 200; i++) {
      assertThat(client.next()).isEqualTo(text);
    }
    sender.join();
  }

  /** As many pings as take more than three times the time of its request. */
  @Test
  void aSilentClientThatAnswersPingsOutlivesTheTimeOfItsRequest() throws Exception {
    Client client = new Client();
    java.net.http.WebSocket socket = open("/impatient", client);
    await().until(() -> client.pings.get() >= 2);
    assertThat(client.got).isEmpty();
    socket.sendText("still", true).join();
    assertThat(client.next()).isEqualTo("still");
  }

  @Test
  void aStopSaysGoodbye() throws Exception {
    Client client = new Client();
    try (TestServer leaving =
        TestServer.start(config(), app -> app.websocket("/echo", SocketServer::echo))) {
      String scheme = leaving.uri().getScheme().equals("https") ? "wss" : "ws";
      http.newWebSocketBuilder()
          .buildAsync(URI.create(scheme + "://127.0.0.1:" + leaving.port() + "/echo"), client)
          .join();
    }
    assertThat(client.next()).isEqualTo("close 1001 the server is stopping");
  }
}

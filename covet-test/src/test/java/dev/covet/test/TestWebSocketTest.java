package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.HttpException;
import dev.covet.WebSocketUpgrade;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestWebSocketTest {
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final TestServer server = TestServer.start(this::declare);
  private final TestClient client = server.client();

  record Move(String from, int steps) {}

  private void declare(Covet app) {
    app.websocket("/echo", SocketServer::echo);
    app.websocket("/closes", socket -> socket.close(4001, "enough"));
    app.websocket(
        "/two-and-close",
        socket -> {
          socket.send("one");
          socket.send(new byte[] {2});
          socket.close(1000, "");
        });
    app.websocket(
        "/flood",
        socket -> {
          for (int i = 0; true; i++) {
            socket.send(Integer.toString(i));
          }
        });
    app.websocket(
        "/told",
        socket -> {
          while (socket.receive() != null) {
            socket.send("got it");
          }
          closed.complete(socket.closeCode() + " " + socket.closeReason());
        });
    app.get(
            "/rooms/{room}",
            req -> {
              String user = req.header("X-User").or("nobody");
              if (user.equals("nobody")) {
                throw new HttpException(403, "who is there?");
              }
              String mark = req.query("q").or("");
              return WebSocketUpgrade.of(req)
                  .origins("https://app.example")
                  .subprotocols("two", "one")
                  .accept(socket -> socket.send(user + mark));
            })
        .hidden();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void messagesOfEachKindComeBack() {
    try (TestWebSocket socket = client.webSocket("/echo").open()) {
      assertThat(socket.send("häuser").receive().text()).isEqualTo("häuser");
      assertThat(socket.send(new byte[] {1, 2}).receive().bytes()).containsExactly(1, 2);
      Move move = new Move("a1", 3);
      assertThat(socket.sendJson(move).receive().json(Move.class)).isEqualTo(move);
      assertThat(socket.sendJson(Map.of("a", 1)).receive().text()).isEqualTo("{\"a\":1}");
      String large = "x".repeat(60_000);
      assertThat(socket.send(large).receive().text()).isEqualTo(large);
      assertThat(socket.subprotocol()).isEmpty();
    }
  }

  @Test
  void theHandshakeHasFieldsAnOriginAndSubprotocols() {
    TestHandshake handshake =
        client
            .webSocket("/rooms/tea?q=%21")
            .header("X-User", "ada")
            .origin("https://app.example")
            .timeout(Duration.ofSeconds(20))
            .subprotocols("one", "two");
    try (TestWebSocket socket = handshake.open()) {
      assertThat(socket.subprotocol()).isEqualTo("two");
      assertThat(socket.receive().text()).isEqualTo("ada!");
    }
  }

  @Test
  void aRefusalHasItsAnswer() {
    TestResponse refused = client.webSocket("/rooms/tea").refused();
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.text()).contains("who is there?");
    TestHandshake elsewhere =
        client.webSocket("/rooms/tea").header("X-User", "ada").origin("https://evil.example");
    assertThat(elsewhere.refused().status()).isEqualTo(403);
    assertThatThrownBy(() -> client.webSocket("/rooms/tea").open())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/rooms/tea: the WebSocket was refused: 403")
        .hasMessageContaining("who is there?");
    assertThatThrownBy(() -> client.webSocket("/echo").refused())
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith("/echo: the WebSocket was opened, not refused");
  }

  @Test
  void whenTheServerClosesItTheCodeIsTold() {
    try (TestWebSocket socket = client.webSocket("/closes").open()) {
      assertThat(socket.closeCode()).isEqualTo(4001);
      assertThat(socket.closeReason()).isEqualTo("enough");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(socket::receive)
            .isInstanceOf(AssertionError.class)
            .hasMessage("/closes: a message was expected, but it was closed with 4001 'enough'");
      }
    }
  }

  @Test
  void messagesBeforeTheCloseAreStillReceived() {
    try (TestWebSocket socket = client.webSocket("/two-and-close").open()) {
      assertThat(socket.closeCode()).isEqualTo(1000);
      assertThat(socket.receive().text()).isEqualTo("one");
      assertThat(socket.receive().bytes()).containsExactly(2);
      assertThatThrownBy(socket::receive).hasMessageEndingWith("closed with 1000");
    }
  }

  @Test
  void theServerHearsWhyTheClientCloses() throws Exception {
    try (TestWebSocket socket = client.webSocket("/told").open()) {
      assertThat(socket.send("x").receive().text()).isEqualTo("got it");
      socket.close(4002, "enough");
      assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo("4002 enough");
      assertThatThrownBy(() -> socket.send("late"))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("/told: the WebSocket takes nothing more");
    }
  }

  @Test
  void theEndOfTheBlockClosesItNormally() throws Exception {
    client.webSocket("/told").open().close();
    assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo("1000 ");
  }

  @Test
  void silenceFailsWhenTheTimeIsOver() {
    TestWebSocket silent = new TestWebSocket("/echo", Duration.ofMillis(1));
    assertThatThrownBy(silent::receive)
        .isInstanceOf(AssertionError.class)
        .hasMessage("/echo: a message was expected, but nothing came within PT0.001S");
    assertThatThrownBy(silent::closeCode)
        .isInstanceOf(AssertionError.class)
        .hasMessage("/echo: the server has not closed the WebSocket within PT0.001S");
    assertThatThrownBy(() -> client.webSocket("/echo").timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNotReceivedIsBounded() {
    TestWebSocket socket = client.webSocket("/flood").open();
    String limit =
        "more than 10000 messages, or 67108864 characters and bytes, came and were not received";
    assertThatThrownBy(socket::closeCode)
        .isInstanceOf(AssertionError.class)
        .hasMessage("/flood: " + limit);
    assertThatThrownBy(() -> socket.send("x"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(limit);
    for (int i = 0; i < 10_000; i++) {
      assertThat(socket.receive().text()).isEqualTo(Integer.toString(i));
    }
    assertThatThrownBy(socket::receive)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(limit);
    socket.close();
  }

  @Test
  void whatIsReceivedDoesNotCount() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      SocketInbox inbox = new SocketInbox(10, 1000);
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create("ws://localhost:" + server.port() + "/echo"), inbox)
              .join();
      for (int i = 0; i < 10; i++) {
        socket.sendText("x".repeat(300), true).join();
        assertThat(inbox.next(Duration.ofSeconds(20))).hasToString("x".repeat(300));
        socket.sendBinary(ByteBuffer.wrap(new byte[300]), true).join();
        assertThat(inbox.next(Duration.ofSeconds(20))).hasToString("300 bytes");
      }
      socket.sendText("x".repeat(600), true).join();
      socket.sendBinary(ByteBuffer.wrap(new byte[600]), true).join();
      assertThat(inbox.isOverflow(inbox.end().get(20, TimeUnit.SECONDS))).isTrue();
    }
  }

  @Test
  void aValueThatIsNoJsonIsTold() {
    try (TestWebSocket socket = client.webSocket("/echo").open()) {
      assertThatThrownBy(() -> socket.sendJson(new ContractApplication.Unwritable()))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("no JSON of ");
    }
  }

  @Test
  void withoutAServerThereIsNoAnswer() {
    server.close();
    assertThatThrownBy(() -> client.webSocket("/echo").open())
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith("/echo: no answer to the handshake");
  }

  @Test
  void inMemoryThereIsNone() {
    try (TestClient memory = TestClient.of(Covet.create(Config.defaults()))) {
      assertThatThrownBy(() -> memory.webSocket("/echo"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("use TestServer");
    }
  }

  @Test
  void itIsOpenedByTlsWhereTheServerHasIt() {
    Config.Builder tls = HttpsContract.tls("nio", "jdk");
    try (TestServer secure = TestServer.start(tls, this::declare);
        TestWebSocket socket = secure.client().webSocket("/echo").open()) {
      assertThat(socket.send("x").receive().text()).isEqualTo("x");
    }
  }
}

package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.Covet;
import dev.covet.Event;
import dev.covet.HttpException;
import dev.covet.Message;
import dev.covet.Room;
import dev.covet.Rooms;
import dev.covet.SlowConsumer;
import dev.covet.WebSocket;
import dev.covet.WebSocketListener;
import dev.covet.WebSocketUpgrade;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callbacks, policies for slow clients, rooms: what is sent to a WebSocket without waiting. */
abstract class WebSocketPushContract extends SocketServer {
  /** What surely does not fit into the buffers of the kernel. */
  private static final int FLOOD = 3000;

  private static final String LARGE = "x".repeat(10_000);

  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final List<WebSocket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Rooms rooms = Rooms.inMemory(100);

  /** Answers each message with it; remembers its threads and its end. */
  private final class Echo implements WebSocketListener {
    @Override
    public void onOpen(WebSocket socket) throws IOException {
      socket.send("hello");
    }

    @Override
    public void onMessage(WebSocket socket, Message message) throws Exception {
      told.add(Thread.currentThread());
      switch (message.text()) {
        case "fail" -> throw new IllegalStateException("on purpose");
        case "refuse" -> throw new HttpException(403, "not you");
        case "wait" -> goOn.await();
        case "receive" -> socket.send(String.valueOf(socket.receive()));
        default -> socket.send(message.text());
      }
    }

    @Override
    public void onClose(WebSocket socket) {
      told.add("closed " + socket.closeCode());
    }
  }

  @Override
  void declare(Covet app) {
    app.websocket("/echo", new Echo());
    app.get(
            "/patient",
            req -> WebSocketUpgrade.of(req).ping(Duration.ofSeconds(1)).accept(new Echo()))
        .timeout(Duration.ofMillis(600));
    for (SlowConsumer policy : SlowConsumer.values()) {
      app.get(
          "/policy/" + policy,
          req ->
              WebSocketUpgrade.of(req)
                  .slowConsumer(policy, 10)
                  .accept(
                      new WebSocketListener() {
                        @Override
                        public void onOpen(WebSocket socket) {
                          sockets.add(socket);
                        }
                      }));
    }
    app.get(
            "/rooms/{name}",
            req -> {
              Room room = rooms.room(req.path("name").asString());
              String last = req.query("last").or("");
              return WebSocketUpgrade.of(req)
                  .accept(
                      new WebSocketListener() {
                        @Override
                        public void onOpen(WebSocket socket) {
                          if (last.isEmpty()) {
                            room.join(socket);
                          } else {
                            room.join(socket, last);
                          }
                        }
                      });
            })
        .hidden();
    app.get("/rooms/{name}/events", req -> rooms.room(req.path("name").asString()).sse(req));
  }

  @BeforeEach
  void forget() {
    told.clear();
    sockets.clear();
  }

  private SocketListenerClient open(String path) {
    return SocketListenerClient.open(http, uri(path));
  }

  private WebSocket accepted() {
    await().until(() -> !sockets.isEmpty());
    return sockets.getFirst();
  }

  @Test
  void callbacksComeInOrder() throws Exception {
    SocketListenerClient client = open("/echo");
    assertThat(client.next()).isEqualTo("hello");
    for (int i = 0; i < 500; i++) {
      client.send(Integer.toString(i));
    }
    for (int i = 0; i < 500; i++) {
      assertThat(client.next()).isEqualTo(Integer.toString(i));
    }
    client.close();
    assertThat(client.next()).startsWith("close 1000");
    await().untilAsserted(() -> assertThat(told.getLast()).isEqualTo("closed 1000"));
  }

  @Test
  void betweenTwoMessagesThereIsNoThread() throws Exception {
    SocketListenerClient client = open("/echo");
    client.next();
    client.send("a");
    client.next();
    Thread thread = (Thread) told.getFirst();
    assertThat(thread.isVirtual()).isTrue();
    await().until(() -> thread.getState() == Thread.State.TERMINATED);
    client.send("b");
    assertThat(client.next()).isEqualTo("b");
    client.abort();
    await().untilAsserted(() -> assertThat(told.getLast()).isEqualTo("closed 1006"));
  }

  /** As many pings as take more than three times the time of its request. */
  @Test
  void aSilentClientOutlivesTheTimeOfItsRequest() throws Exception {
    SocketListenerClient client = open("/patient");
    assertThat(client.next()).isEqualTo("hello");
    await().until(() -> client.pings() >= 2);
    client.send("still");
    assertThat(client.next()).isEqualTo("still");
  }

  @Test
  void whatACallbackThrowsEndsTheSocket() throws Exception {
    SocketListenerClient fails = open("/echo");
    fails.send("fail");
    fails.offer("not heard");
    assertThat(fails.next()).isEqualTo("hello");
    assertThat(fails.next()).isEqualTo("close 1011 ");
    await().untilAsserted(() -> assertThat(told).hasSize(2).last().isEqualTo("closed 1011"));
    SocketListenerClient refused = open("/echo");
    refused.send("refuse");
    refused.next();
    assertThat(refused.next()).isEqualTo("close 1008 not you");
    SocketListenerClient receives = open("/echo");
    receives.send("receive");
    receives.next();
    assertThat(receives.next()).isEqualTo("close 1011 ");
  }

  @Test
  void aCallbackThatWaitsHoldsUpItsClientAlone() throws Exception {
    SocketListenerClient client = open("/echo");
    client.next();
    client.send("wait");
    client.send("after");
    SocketListenerClient other = open("/echo");
    other.send("quick");
    other.next();
    assertThat(other.next()).isEqualTo("quick");
    goOn.countDown();
    assertThat(client.next()).isEqualTo("after");
  }

  @Test
  void aSlowClientMissesTheOldest() throws Exception {
    SocketListenerClient client =
        SocketListenerClient.deaf(http, uri("/policy/" + SlowConsumer.DROP_OLDEST));
    WebSocket socket = accepted();
    for (int i = 0; i < FLOOD; i++) {
      socket.send(i + " " + LARGE);
    }
    socket.send("last");
    client.read();
    List<String> got = new ArrayList<>();
    for (String next = client.next(); !next.equals("last"); next = client.next()) {
      got.add(next);
    }
    assertThat(got).hasSizeLessThan(FLOOD);
    assertThat(got.stream().map(text -> Integer.valueOf(text.split(" ")[0])).toList())
        .isSorted()
        .endsWith(FLOOD - 2, FLOOD - 1);
    client.close();
  }

  @Test
  void aSlowClientGetsTheLastOfEachKey() throws Exception {
    SocketListenerClient client =
        SocketListenerClient.deaf(http, uri("/policy/" + SlowConsumer.COALESCE));
    WebSocket socket = accepted();
    for (int i = 0; i < FLOOD; i++) {
      socket.send(Message.of(i + " " + LARGE), "price");
    }
    socket.send(Message.of("other"), "volume");
    client.read();
    String before = "";
    for (String next = client.next(); !next.equals("other"); next = client.next()) {
      before = next;
    }
    assertThat(before).startsWith(FLOOD - 1 + " ");
    client.close();
  }

  @Test
  void aSlowClientIsCutOffWith1013() throws Exception {
    SocketListenerClient client =
        SocketListenerClient.deaf(http, uri("/policy/" + SlowConsumer.DISCONNECT));
    WebSocket socket = accepted();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < FLOOD; i++) {
                socket.send(i + " " + LARGE);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("the WebSocket is closed");
    client.read();
    int expected = 0;
    String next = client.next();
    for (; next.startsWith(expected + " "); next = client.next()) {
      expected++;
    }
    assertThat(next).isEqualTo("close 1013 the client takes too little");
  }

  @Test
  void aRoomIsHeardByWebSocketAndEventStreamAlike() throws Exception {
    Room room = rooms.room("both");
    SocketListenerClient one = open("/rooms/both");
    SocketListenerClient other = open("/rooms/both");
    try (RawConnection stream = server.connect()) {
      stream.send("GET /rooms/both/events HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> room.size() == 3);
      room.publish(Event.of(List.of(1, 2)).event("numbers"));
      room.publish("text \"quoted\"");
      stream.until("data: text \"quoted\"\n\n");
    }
    await().untilAsserted(() -> assertThat(room.size()).as("stream").isEqualTo(2));
    String first = one.next();
    assertThat(first).matches("\\{\"id\":\"[^\"]+-1\",\"event\":\"numbers\",\"data\":\\[1,2\\]\\}");
    assertThat(one.next()).contains("-2\",\"data\":\"text \\\"quoted\\\"\"}");
    assertThat(other.next()).isEqualTo(first);
    String id = first.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    one.close();
    await().untilAsserted(() -> assertThat(room.size()).isEqualTo(1));
    SocketListenerClient back = open("/rooms/both?last=" + id);
    assertThat(back.next()).contains("-2\"");
    back.abort();
    other.abort();
    await().until(() -> room.size() == 0);
  }

  @Test
  void aLargeRoomHearsEverythingInOrder() throws Exception {
    Room room = rooms.room("large");
    List<SocketListenerClient> clients = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      clients.add(open("/rooms/large"));
    }
    await().until(() -> room.size() == 300);
    for (int i = 0; i < 20; i++) {
      room.publish(i);
    }
    for (SocketListenerClient client : clients) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.next()).endsWith(",\"data\":" + i + "}");
      }
    }
    clients.forEach(SocketListenerClient::close);
    await().until(() -> room.size() == 0);
  }
}

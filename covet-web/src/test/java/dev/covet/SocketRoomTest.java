package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.WebSocketMessage;
import dev.covet.spi.PushSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rooms and their WebSockets, without a server: the loop is a queue that the test runs. */
class SocketRoomTest {
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final Executor loop = tasks::add;
  private final Room room = Rooms.inMemory(10).room("lobby");

  /** Remembers what it is given. */
  private static final class Socket implements PushSocket {
    @Override
    public void onDrain(Runnable hook) {
      throw new UnsupportedOperationException();
    }

    final List<String> got = new ArrayList<>();
    final Set<Membership> memberships = new HashSet<>();
    private final Executor loop;
    boolean gone;

    Socket(Executor loop) {
      this.loop = loop;
    }

    @Override
    public Executor loop() {
      return loop;
    }

    @Override
    public boolean push(WebSocketMessage message, @Nullable Object key) {
      got.add(key + " " + new String(message.payload(), StandardCharsets.UTF_8));
      return !gone;
    }

    @Override
    public void attach(Membership membership) {
      memberships.add(membership);
    }

    @Override
    public void detach(Membership membership) {
      memberships.remove(membership);
    }

    @Override
    public @Nullable Message receive() {
      return null;
    }

    @Override
    public void send(String text) {}

    @Override
    public void send(byte[] bytes) {}

    @Override
    public void send(Message message, Object key) {}

    @Override
    public void close(int code, String reason) {}

    @Override
    public String subprotocol() {
      return "";
    }

    @Override
    public int closeCode() {
      return 0;
    }

    @Override
    public String closeReason() {
      return "";
    }
  }

  private void runLoop() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void aMessageCrossesToALoopOnce() {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Socket socket = new Socket(loop);
      sockets.add(socket);
      room.join(socket);
    }
    runLoop();
    room.publish("a");
    assertThat(tasks).hasSize(1);
    runLoop();
    for (Socket socket : sockets) {
      assertThat(socket.got).singleElement().asString().endsWith(",\"data\":<a>}");
    }
  }

  @Test
  void aLargeRoomIsToldInSeveralTurns() {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Socket socket = new Socket(loop);
      sockets.add(socket);
      room.join(socket);
    }
    runLoop();
    room.publish("a");
    room.publish("b");
    tasks.remove().run();
    assertThat(sockets.stream().filter(socket -> !socket.got.isEmpty())).hasSize(128);
    runLoop();
    assertThat(sockets).allSatisfy(socket -> assertThat(socket.got).hasSize(2));
  }

  @Test
  void whoLeavesHearsNothingMoreAndIsCountedOnce() {
    Socket socket = new Socket(loop);
    Membership joined = room.join(socket);
    assertThat(socket.memberships).hasSize(1);
    assertThat(room.size()).isEqualTo(1);
    runLoop();
    joined.close();
    joined.close();
    assertThat(room.size()).isZero();
    assertThat(socket.memberships).isEmpty();
    room.publish("a");
    runLoop();
    assertThat(socket.got).isEmpty();
  }

  @Test
  void whoComesBackHearsWhatItMissedAndThenTheRest() {
    List<RoomMessage> heard = new ArrayList<>();
    room.join((Subscriber) heard::add);
    room.publish("1");
    room.publish("2");
    Socket back = new Socket(loop);
    room.join(back, heard.getFirst().id());
    Socket all = new Socket(loop);
    room.join(all, "");
    room.publish(Event.of("3"), "key");
    runLoop();
    assertThat(back.got).hasSize(2);
    assertThat(back.got.get(1)).startsWith("key {\"id\":<" + heard.getLast().id());
    assertThat(all.got).hasSize(3);
    Socket gone = new Socket(loop);
    gone.gone = true;
    room.join(gone, "");
    runLoop();
    assertThat(gone.got).hasSize(1);
  }

  @Test
  void onlyWebSocketsOfAServerCanJoin() {
    WebSocket strange =
        (WebSocket)
            java.lang.reflect.Proxy.newProxyInstance(
                WebSocket.class.getClassLoader(),
                new Class<?>[] {WebSocket.class},
                (p, m, a) -> null);
    assertThatThrownBy(() -> room.join(strange))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("join by a Subscriber");
  }

  /** Keeps all messages, as a file or a database would. */
  private static final class Keeper implements Broker {
    final List<RoomMessage> kept = new ArrayList<>();
    boolean closed;

    @Override
    public Feed open(String room, int history, Consumer<RoomMessage> receiver) {
      kept.forEach(receiver);
      return new Feed() {
        @Override
        public void publish(RoomMessage message) {
          RoomMessage numbered = message.id(Integer.toString(kept.size()));
          kept.add(numbered);
          receiver.accept(numbered);
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  @Test
  void aBrokerKeepsMessagesOverARestart() {
    Keeper keeper = new Keeper();
    Rooms.of(keeper, 10).room("a").publish(Event.of(List.of("x")).event("e"), "k");
    Rooms after = Rooms.of(keeper, 10);
    List<RoomMessage> heard = new ArrayList<>();
    after.room("a").join((Subscriber) heard::add, "");
    after.room("a").publish("y");
    assertThat(heard).extracting(RoomMessage::id).containsExactly("0", "1");
    RoomMessage first = heard.getFirst();
    assertThat(first.isJson()).isTrue();
    assertThat(first.key()).isEqualTo("k");
    assertThat(first.event().data()).isEqualTo("<[x]>");
    assertThat(first.data(List.class)).isEqualTo(List.of("<[x]>", "java.util.List"));
    assertThat(heard.getLast().data(String.class)).isEqualTo("y");
    RoomMessage again = RoomMessage.ofJson(first.event(), first.key());
    assertThat(again.data(List.class)).isEqualTo(first.data(List.class));
    after.remove("a");
    assertThat(keeper.closed).isTrue();
    after.remove("a");
    assertThatThrownBy(() -> new Room("b", 0, keeper).publish("z"))
        .hasMessage("the room b is not open");
    new Room("b", 0, keeper).close();
  }

  @Test
  void anEventWithoutDataIsNull() {
    Socket socket = new Socket(loop);
    room.join(socket);
    room.publish(new Event<>(null, null, "tick", null));
    runLoop();
    assertThat(socket.got.getFirst()).endsWith("\"event\":<tick>,\"data\":null}");
  }
}

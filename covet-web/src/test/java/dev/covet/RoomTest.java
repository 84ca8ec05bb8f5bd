package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final Room room = Rooms.inMemory(100).room("lobby");

  /** Remembers what it hears. */
  private static final class Heard implements Subscriber {
    final List<RoomMessage> messages = Collections.synchronizedList(new ArrayList<>());

    @Override
    public boolean offer(RoomMessage message) {
      return messages.add(message);
    }

    List<Object> data() {
      List<Object> data = new ArrayList<>();
      messages.forEach(message -> data.add(String.valueOf(message.event().data())));
      return data;
    }
  }

  private static List<Object> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).<Object>mapToObj(Integer::toString).toList();
  }

  private Mailbox mailbox(int limit, SlowConsumer policy) {
    Mailbox box = new Mailbox(limit, policy);
    room.join(box);
    return box;
  }

  private static List<Object> taken(Mailbox box, int count) throws Exception {
    List<Object> data = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      data.add(String.valueOf(Objects.requireNonNull(box.take()).event().data()));
    }
    return data;
  }

  @Test
  void whoHasJoinedHearsWhatIsPublishedUntilItLeaves() {
    Heard heard = new Heard();
    room.publish("before");
    Membership joined = room.join(heard);
    room.publish("a");
    room.publish(Event.of("b").event("named"));
    assertThat(room.size()).isEqualTo(1);
    joined.close();
    joined.close();
    room.publish("after");
    assertThat(heard.data()).containsExactly("a", "b");
    assertThat(room.size()).isZero();
    assertThat(room.name()).isEqualTo("lobby");
  }

  @Test
  void aMessageIsEncodedOnceForAll() {
    Heard one = new Heard();
    Heard other = new Heard();
    room.join(one);
    room.join(other);
    room.publish(Event.of("a").event("e"));
    RoomMessage message = one.messages.getFirst();
    assertThat(other.messages.getFirst()).isSameAs(message);
    assertThat(new String(message.lines(), StandardCharsets.UTF_8))
        .isEqualTo("id: " + message.id() + "\nevent: e\ndata: a\n\n");
  }

  @Test
  void whoComesBackHearsWhatItMissed() {
    Heard first = new Heard();
    room.join(first);
    IntStream.rangeClosed(1, 5).forEach(i -> room.publish(Integer.toString(i)));
    Heard back = new Heard();
    room.join(back, first.messages.get(2).id());
    assertThat(back.data()).isEqualTo(numbers(4, 5));
    Heard upToDate = new Heard();
    room.join(upToDate, first.messages.getLast().id());
    assertThat(upToDate.messages).isEmpty();
  }

  @Test
  void anIdThatIsNotKnownGetsTheWholeHistoryWhichIsBounded() {
    IntStream.rangeClosed(1, 150).forEach(i -> room.publish(Integer.toString(i)));
    Heard stranger = new Heard();
    room.join(stranger, "another-7");
    assertThat(stranger.data()).isEqualTo(numbers(51, 150));
  }

  @Test
  void roomsWithoutHistoryKeepNothing() {
    Room plain = Rooms.inMemory(0).room("plain");
    plain.publish("a");
    Heard heard = new Heard();
    plain.join(heard, "x");
    plain.publish("b");
    assertThat(heard.data()).containsExactly("b");
  }

  @Test
  void nothingIsMissedOrDoubledBetweenHistoryAndNow() throws Exception {
    Room busy = Rooms.inMemory(100_000).room("busy");
    Heard whole = new Heard();
    busy.join(whole);
    busy.publish("0");
    String start = whole.messages.getFirst().id();
    Thread publisher =
        Thread.startVirtualThread(
            () -> IntStream.rangeClosed(1, 20_000).forEach(i -> busy.publish(Integer.toString(i))));
    List<Heard> joined = new ArrayList<>();
    while (publisher.isAlive() && joined.size() < 200) {
      Heard heard = new Heard();
      busy.join(heard, start);
      joined.add(heard);
    }
    publisher.join();
    for (Heard heard : joined) {
      Awaitility.await().until(() -> heard.messages.size() >= 20_000);
      assertThat(heard.data()).isEqualTo(numbers(1, 20_000));
    }
  }

  @Test
  void allHearTheSameOrder() throws Exception {
    List<Heard> all = List.of(new Heard(), new Heard(), new Heard());
    all.forEach(room::join);
    List<Thread> publishers = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      String name = "p" + p + "-";
      publishers.add(
          Thread.startVirtualThread(
              () -> IntStream.range(0, 1000).forEach(i -> room.publish(name + i))));
    }
    for (Thread publisher : publishers) {
      publisher.join();
    }
    for (Heard heard : all) {
      Awaitility.await().until(() -> heard.messages.size() == 4000);
    }
    assertThat(all.get(1).messages).isEqualTo(all.getFirst().messages);
    assertThat(all.get(2).messages).isEqualTo(all.getFirst().messages);
  }

  @Test
  void tenThousandJoinsAndLeavesLeaveNothing() {
    for (int i = 0; i < 10_000; i++) {
      room.join(new Heard()).close();
    }
    assertThat(room.size()).isZero();
  }

  @Test
  void whoWantsNoMoreIsForgotten() {
    room.join(message -> false);
    room.publish("a");
    assertThat(room.size()).isZero();
    room.join(message -> false, "unknown");
    assertThat(room.size()).isZero();
  }

  @Test
  void aSlowSubscriberMissesTheOldest() throws Exception {
    Mailbox box = mailbox(3, SlowConsumer.DROP_OLDEST);
    IntStream.rangeClosed(1, 5).forEach(i -> room.publish(Integer.toString(i)));
    assertThat(taken(box, 3)).isEqualTo(numbers(3, 5));
  }

  @Test
  void ofMessagesAboutTheSameTheLastIsKept() throws Exception {
    Mailbox box = mailbox(3, SlowConsumer.COALESCE);
    room.publish(Event.of("a1"), "a");
    room.publish(Event.of("b1"), "b");
    room.publish(Event.of("a2"), "a");
    room.publish(Event.of("alone"), null);
    room.publish(Event.of("b2"), "b");
    assertThat(taken(box, 3)).containsExactly("a2", "alone", "b2");
    IntStream.rangeClosed(1, 5).forEach(i -> room.publish(Event.of(Integer.toString(i)), "k" + i));
    assertThat(taken(box, 3)).isEqualTo(numbers(3, 5));
  }

  @Test
  void aSlowSubscriberIsDisconnectedAfterWhatItHas() throws Exception {
    Mailbox box = mailbox(2, SlowConsumer.DISCONNECT);
    IntStream.rangeClosed(1, 5).forEach(i -> room.publish(Integer.toString(i)));
    assertThat(room.size()).isZero();
    assertThat(taken(box, 2)).isEqualTo(numbers(1, 2));
    assertThat(box.take()).isNull();
  }

  @Test
  void aRoomIsServedAsAnEventStreamThatIsLeftWhenItEnds() throws Exception {
    List<Response<?>> answers = new ArrayList<>();
    Exchange.answer(
        FakeIncoming.get("/"),
        req -> {
          answers.add(room.sse(req));
          return null;
        });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CountDownLatch over = new CountDownLatch(1);
    Thread listener =
        Thread.startVirtualThread(
            () -> {
              assertThatThrownBy(() -> answers.getFirst().body().writeTo(out))
                  .isInstanceOf(InterruptedException.class);
              over.countDown();
            });
    Awaitility.await().until(() -> room.size() == 1);
    room.publish("hello");
    Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).contains("data: hello\n"));
    listener.interrupt();
    over.await();
    assertThat(room.size()).isZero();
  }

  @Test
  void whatCanNotBeIsTold() {
    assertThatThrownBy(() -> room.publish(Event.of("a").id("mine")))
        .hasMessageContaining("leave it to the room");
    assertThatThrownBy(() -> Rooms.inMemory(-1)).hasMessageContaining("use 0 or more");
    Handler<?> handler = req -> room.sse(req, 0, SlowConsumer.COALESCE);
    assertThat(Exchange.answer(FakeIncoming.get("/"), handler).status().code()).isEqualTo(500);
  }

  @Test
  void aRemovedRoomIsMadeAnew() {
    Rooms rooms = Rooms.inMemory(1);
    Room old = rooms.room("a");
    assertThat(rooms.room("a")).isSameAs(old);
    rooms.remove("a");
    assertThat(rooms.room("a")).isNotSameAs(old);
  }
}

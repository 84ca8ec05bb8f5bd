package dev.covet;

import dev.covet.spi.PushSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publish and subscribe: who has joined, by WebSocket, event stream or as a {@link Subscriber},
 * hears every message after that, all in the same order. The last messages are kept, so that who
 * comes back hears what it missed: nothing is left out or told twice between history and what is
 * new. Safe for any thread.
 *
 * <p>A message is encoded once, whoever hears it. Publishing waits for no subscriber: what a slow
 * one has not got yet is bounded, and {@link SlowConsumer} says what happens then.
 */
public final class Room {
  /** Messages that a subscriber of an event stream may be behind. */
  private static final int UNSENT = 256;

  private final String name;
  private final int kept;
  private final Broker broker;

  /** Tells ids of this room from those of one before a restart. */
  private final String origin = Ids.next();

  /** What happens in the room, one after another. */
  private final Serial turns = new Serial();

  // the room's turn only
  private final ArrayDeque<RoomMessage> history = new ArrayDeque<>();
  private final Set<Member> members = new LinkedHashSet<>();
  private final Map<Executor, SocketLane> lanes = new HashMap<>();
  private long numbered;
  private String lastId = "";

  private volatile int size;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile Broker.@Nullable Feed feed;

  Room(String name, int kept, Broker broker) {
    this.name = name;
    this.kept = kept;
    this.broker = broker;
  }

  /** A subscriber, as often as it has joined. */
  private final class Member implements Membership {
    private final Subscriber subscriber;
    private volatile boolean left;

    Member(Subscriber subscriber) {
      this.subscriber = subscriber;
    }

    boolean tell(RoomMessage message) {
      return !left && subscriber.offer(message);
    }

    @Override
    public void close() {
      left = true;
      turns.run(
          () -> {
            members.remove(this);
            count();
          });
    }
  }

  /** Begins to hear the broker, once. */
  Room open() {
    if (feed == null) {
      opening.lock();
      try {
        if (feed == null) {
          feed = broker.open(name, kept, message -> turns.run(() -> told(message)));
        }
      } finally {
        opening.unlock();
      }
    }
    return this;
  }

  /** Hears the broker no more. */
  void close() {
    Broker.Feed open = feed;
    if (open != null) {
      open.close();
    }
  }

  private Broker.Feed feed() {
    Broker.Feed open = feed;
    if (open == null) {
      throw new IllegalStateException("the room " + name + " is not open");
    }
    return open;
  }

  /** {@return its name} */
  public String name() {
    return name;
  }

  /** {@return how many have joined} */
  public int size() {
    return size;
  }

  /**
   * Publishes data as an event without a name.
   *
   * @param data what it tells: a {@code String} as it is, anything else as JSON
   */
  public void publish(Object data) {
    publish(data instanceof Event<?> event ? event : Event.of(data), null);
  }

  /**
   * Publishes an event. Encoded before it returns, so what it tells may be changed afterwards.
   *
   * @param event the event, without an id: ids are the room's
   * @param key what it is about, for {@link SlowConsumer#COALESCE}; null if no other event can
   *     stand for it
   * @throws IllegalArgumentException if it has an id
   */
  public void publish(Event<?> event, @Nullable String key) {
    if (event.id() != null) {
      throw new IllegalArgumentException(
          "Room.publish: the event has the id " + event.id() + "; leave it to the room");
    }
    feed().publish(RoomMessage.of(event, key));
  }

  private void told(RoomMessage given) {
    RoomMessage message = given.id().isEmpty() ? given.id(origin + "-" + (numbered + 1)) : given;
    numbered++;
    lastId = message.id();
    if (kept > 0) {
      if (history.size() == kept) {
        history.removeFirst();
      }
      history.addLast(message);
    }
    for (SocketLane lane : lanes.values()) {
      lane.tell(message);
    }
    if (members.removeIf(member -> !member.tell(message))) {
      count();
    }
  }

  private void count() {
    int all = members.size();
    for (SocketLane lane : lanes.values()) {
      all += lane.size;
    }
    size = all;
  }

  /**
   * Joins: the subscriber hears what is published from now on.
   *
   * @param subscriber hears it
   * @return leaves the room by its {@code close}
   */
  public Membership join(Subscriber subscriber) {
    return enter(subscriber, null);
  }

  /**
   * Joins after a pause: the subscriber first hears what it missed. If the history does not go back
   * that far, or the id is not one of this room (as after a restart, unless a {@link Broker} keeps
   * the messages), it hears the whole history.
   *
   * @param subscriber hears it
   * @param lastId the id of the last message that it has got; empty for the whole history
   * @return leaves the room by its {@code close}
   */
  public Membership join(Subscriber subscriber, String lastId) {
    return enter(subscriber, lastId);
  }

  private Membership enter(Subscriber subscriber, @Nullable String from) {
    Member member = new Member(subscriber);
    turns.run(
        () -> {
          for (RoomMessage message : missed(from)) {
            if (!member.tell(message)) {
              return;
            }
          }
          members.add(member);
          count();
        });
    return member;
  }

  /**
   * A WebSocket joins: it gets every message from now on, as {@link RoomMessage} says, until it
   * leaves or is closed. What it has not got yet follows its policy for slow clients ({@link
   * WebSocketUpgrade#slowConsumer}); without one it misses the oldest of 256.
   *
   * @param socket the WebSocket
   * @return leaves the room by its {@code close}
   * @throws IllegalArgumentException if it is none of this server
   */
  public Membership join(WebSocket socket) {
    return enter(socket, null);
  }

  /**
   * A WebSocket joins after a pause: it first gets what it missed, or the whole history if that
   * does not go back that far.
   *
   * @param socket the WebSocket
   * @param lastId the id of the last message that its client has got; empty for the whole history
   * @return leaves the room by its {@code close}
   * @throws IllegalArgumentException if it is none of this server
   */
  public Membership join(WebSocket socket, String lastId) {
    return enter(socket, lastId);
  }

  private Membership enter(WebSocket socket, @Nullable String from) {
    if (!(socket instanceof PushSocket push)) {
      throw new IllegalArgumentException(
          "Room.join: "
              + socket.getClass().getName()
              + " is no WebSocket of a server; join by a"
              + " Subscriber");
    }
    SocketMember member = new SocketMember(push, left -> turns.run(() -> leave(left)));
    turns.run(
        () -> {
          lanes.computeIfAbsent(push.loop(), SocketLane::new).enter(member, missed(from));
          count();
        });
    push.attach(member);
    return member;
  }

  private void leave(SocketMember member) {
    SocketLane lane = lanes.get(member.socket().loop());
    if (lane != null) {
      lane.leave(member);
      count();
    }
  }

  /** The history after a message; all of it if that is not known, none for a first visit. */
  private List<RoomMessage> missed(@Nullable String from) {
    if (from == null || from.equals(lastId)) {
      return List.of();
    }
    List<RoomMessage> all = new ArrayList<>(history);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(from)) {
        return all.subList(i + 1, all.size());
      }
    }
    return all;
  }

  /**
   * {@return the room as an event stream, resumed by {@code Last-Event-ID}; a subscriber that is
   * 256 messages behind misses the oldest}
   *
   * @param request the request of who listens
   * @param <T> the type of the data, for documents
   */
  public <T> Response<Event<T>> sse(Request request) {
    return sse(request, UNSENT, SlowConsumer.DROP_OLDEST);
  }

  /**
   * {@return the room as an event stream, resumed by {@code Last-Event-ID}}
   *
   * @param request the request of who listens
   * @param unsent how many messages it may be behind, at least 1; history counts too
   * @param policy what happens when it is further behind
   * @param <T> the type of the data, for documents
   * @throws IllegalArgumentException if {@code unsent} is less than 1
   */
  public <T> Response<Event<T>> sse(Request request, int unsent, SlowConsumer policy) {
    if (unsent < 1) {
      throw new IllegalArgumentException(
          "Room.sse: " + unsent + " unsent messages are too few; use 1 or more");
    }
    String lastId = request.lastEventId().orElse(null);
    return Response.sse(
        events -> {
          Mailbox box = new Mailbox(unsent, policy);
          Membership joined = lastId == null ? join(box) : join(box, lastId);
          try {
            RoomMessage next = box.take();
            while (next != null) {
              events.sendEncoded(next.lines());
              next = box.take();
            }
          } finally {
            joined.close();
          }
        });
  }
}

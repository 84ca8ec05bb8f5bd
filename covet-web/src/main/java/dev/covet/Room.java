package dev.covet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publish and subscribe: who has joined hears every message after that, all in the same order. The
 * last messages are kept, so that who comes back hears what it missed: nothing is left out or told
 * twice between history and what is new. In the memory of this process. Safe for any thread.
 *
 * <p>A message is encoded once, whoever hears it. Publishing waits for no subscriber: what a slow
 * one has not got yet is bounded, and {@link SlowConsumer} says what happens then.
 */
public final class Room {
  /** Messages that a subscriber of an event stream may be behind. */
  private static final int UNSENT = 256;

  private final String name;
  private final int kept;

  /** Tells ids of this room from those of one before a restart. */
  private final String origin = Ids.next();

  private final ReentrantLock lock = new ReentrantLock();

  // under the lock
  private final ArrayDeque<RoomMessage> history = new ArrayDeque<>();
  private final Set<Member> members = new HashSet<>();
  private long published;

  Room(String name, int kept) {
    this.name = name;
    this.kept = kept;
  }

  /** A subscriber, as often as it has joined. */
  private final class Member implements Membership {
    private final Subscriber subscriber;

    Member(Subscriber subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        members.remove(this);
      } finally {
        lock.unlock();
      }
    }
  }

  /** {@return its name} */
  public String name() {
    return name;
  }

  /** {@return how many have joined} */
  public int size() {
    lock.lock();
    try {
      return members.size();
    } finally {
      lock.unlock();
    }
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
  public void publish(Event<?> event, @Nullable Object key) {
    if (event.id() != null) {
      throw new IllegalArgumentException(
          "Room.publish: the event has the id " + event.id() + "; leave it to the room");
    }
    byte[] encoded = encoded(event);
    lock.lock();
    try {
      String id = origin + "-" + ++published;
      byte[] head = ("id: " + id + "\n").getBytes(StandardCharsets.US_ASCII);
      byte[] bytes = new byte[head.length + encoded.length];
      System.arraycopy(head, 0, bytes, 0, head.length);
      System.arraycopy(encoded, 0, bytes, head.length, encoded.length);
      RoomMessage message = new RoomMessage(event.id(id), key, bytes);
      if (kept > 0) {
        if (history.size() == kept) {
          history.removeFirst();
        }
        history.addLast(message);
      }
      members.removeIf(member -> !member.subscriber.offer(message));
    } finally {
      lock.unlock();
    }
  }

  private static byte[] encoded(Event<?> event) {
    try {
      return EventBytes.of(event, Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Joins: the subscriber hears what is published from now on.
   *
   * @param subscriber hears it
   * @return leaves the room by its {@code close}
   */
  public Membership join(Subscriber subscriber) {
    return joined(subscriber, List.of());
  }

  /**
   * Joins after a pause: the subscriber first hears what it missed. If the history does not go back
   * that far, or the id is not one of this room (as after a restart), it hears the whole history.
   *
   * @param subscriber hears it
   * @param lastId the id of the last message that it has got
   * @return leaves the room by its {@code close}
   */
  public Membership join(Subscriber subscriber, String lastId) {
    lock.lock();
    try {
      return joined(subscriber, after(lastId));
    } finally {
      lock.unlock();
    }
  }

  private Membership joined(Subscriber subscriber, Iterable<RoomMessage> missed) {
    Member member = new Member(subscriber);
    lock.lock();
    try {
      boolean listens = true;
      for (Iterator<RoomMessage> next = missed.iterator(); listens && next.hasNext(); ) {
        listens = subscriber.offer(next.next());
      }
      if (listens) {
        members.add(member);
      }
    } finally {
      lock.unlock();
    }
    return member;
  }

  /** The history after a message; all of it if that is not known. */
  private List<RoomMessage> after(String lastId) {
    List<RoomMessage> all = List.copyOf(history);
    if (lastId.equals(origin + "-" + published)) {
      return List.of();
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(lastId)) {
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
              events.sendEncoded(next.bytes());
              next = box.take();
            }
          } finally {
            joined.close();
          }
        });
  }
}

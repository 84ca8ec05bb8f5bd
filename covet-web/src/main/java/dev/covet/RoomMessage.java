package dev.covet;

import dev.covet.http.WebSocketMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message of a room, encoded once for all who hear it. Immutable.
 *
 * <p>Event streams get it as an event. WebSockets get a JSON object as text: {@code
 * {"id":"…","event":"…","data":…}}, without {@code event} where it has no name; {@code data} is a
 * string where a {@code String} was published, else the JSON value.
 *
 * @see Room
 */
public final class RoomMessage {
  private final Event<String> event;
  private final @Nullable String key;
  private final boolean json;

  // made when somebody needs it; twice at most, which does no harm
  private volatile byte @Nullable [] lines;
  private volatile @Nullable WebSocketMessage frame;

  private RoomMessage(Event<String> event, @Nullable String key, boolean json) {
    this.event = event;
    this.key = key;
    this.json = json;
  }

  /**
   * {@return a message} What the event tells may be changed afterwards.
   *
   * @param event the event; its data a {@code String} as it is, anything else as JSON
   * @param key what it is about, for {@link SlowConsumer#COALESCE}; null if no other message can
   *     stand for it
   */
  public static RoomMessage of(Event<?> event, @Nullable String key) {
    Object data = event.data();
    if (data == null || data instanceof String) {
      return encoded(event, (String) data, key, false);
    }
    return encoded(event, new String(json(data), StandardCharsets.UTF_8), key, true);
  }

  /**
   * {@return a message whose data is JSON already, for brokers}
   *
   * @param event the event; its data is JSON text
   * @param key what it is about, or null
   */
  public static RoomMessage ofJson(Event<String> event, @Nullable String key) {
    return new RoomMessage(event, key, true);
  }

  private static RoomMessage encoded(
      Event<?> event, @Nullable String data, @Nullable String key, boolean json) {
    return new RoomMessage(new Event<>(data, event.id(), event.event(), event.retry()), key, json);
  }

  /** {@return what was published: its data is text, JSON if {@link #isJson}} */
  public Event<String> event() {
    return event;
  }

  /**
   * {@return its id, as {@link Room#join(Subscriber, String)} takes it; empty if it has none yet}
   */
  public String id() {
    String id = event.id();
    return id == null ? "" : id;
  }

  /** {@return what it is about; a later message about the same may stand for it} */
  public @Nullable String key() {
    return key;
  }

  /** {@return whether its data is JSON, and not a {@code String} as it was} */
  public boolean isJson() {
    return json;
  }

  /**
   * {@return its data as a value}
   *
   * @param type its class
   * @param <T> its type
   * @throws HttpException if the data is no such value
   */
  @SuppressWarnings("unchecked") // the codec makes what it is asked for
  public <T> T data(Class<T> type) {
    String text = event.data() == null ? "null" : event.data();
    if (!json && type == String.class) {
      return (T) text;
    }
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return (T) Json.codec().read(new ByteArrayInputStream(bytes), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return this message with an id}
   *
   * @param id one line
   */
  public RoomMessage id(String id) {
    return new RoomMessage(event.id(id), key, json);
  }

  /** The lines of an event stream; not to be changed. */
  byte[] lines() {
    byte[] known = lines;
    if (known == null) {
      try {
        known = EventBytes.of(event, String.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      lines = known;
    }
    return known;
  }

  /** What WebSockets get. */
  WebSocketMessage frame() {
    WebSocketMessage known = frame;
    if (known == null) {
      known = new WebSocketMessage(true, envelope());
      frame = known;
    }
    return known;
  }

  private byte[] envelope() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    out.writeBytes("{\"id\":".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(json(id()));
    if (event.event() != null) {
      out.writeBytes(",\"event\":".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(json(event.event()));
    }
    out.writeBytes(",\"data\":".getBytes(StandardCharsets.US_ASCII));
    String data = event.data();
    byte[] value =
        data == null
            ? "null".getBytes(StandardCharsets.US_ASCII)
            : json ? data.getBytes(StandardCharsets.UTF_8) : json(data);
    out.writeBytes(value);
    out.write('}');
    return out.toByteArray();
  }

  private static byte[] json(Object value) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      Json.codec().write(value, Object.class, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toByteArray();
  }
}

package dev.covet;

import org.jspecify.annotations.Nullable;

/**
 * A message of a room, encoded once for all who hear it. Immutable.
 *
 * @see Room
 */
public final class RoomMessage {
  private final Event<?> event;
  private final @Nullable Object key;
  private final byte[] bytes;

  RoomMessage(Event<?> event, @Nullable Object key, byte[] bytes) {
    this.event = event;
    this.key = key;
    this.bytes = bytes;
  }

  /** {@return what was published, with the id that the room gave it} */
  public Event<?> event() {
    return event;
  }

  /** {@return its id, as {@link Room#join(Subscriber, String)} takes it} */
  public String id() {
    return String.valueOf(event.id());
  }

  /** {@return what it is about; a later message about the same may stand for it} */
  public @Nullable Object key() {
    return key;
  }

  /** The lines of an event stream; not to be changed. */
  byte[] bytes() {
    return bytes;
  }
}

package dev.covet;

/** Hears what is published in a room. */
public interface Subscriber {
  /**
   * Takes a message. Called in the order of the room, one at a time, while the room is locked: it
   * must not block and not call the room.
   *
   * @param message the message
   * @return false if no more is to be heard: the room forgets the subscriber
   */
  boolean offer(RoomMessage message);
}

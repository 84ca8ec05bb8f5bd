package dev.covet;

/** Hears what is published in a room. */
public interface Subscriber {
  /**
   * Takes a message. Called in the order of the room, one at a time, by whoever publishes: it must
   * not block.
   *
   * @param message the message
   * @return false if no more is to be heard: the room forgets the subscriber
   */
  boolean offer(RoomMessage message);
}

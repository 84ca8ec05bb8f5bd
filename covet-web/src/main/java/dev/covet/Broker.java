package dev.covet;

import java.util.function.Consumer;

/**
 * Where the messages of rooms go through: kept, or shared between processes. {@link Rooms#inMemory}
 * needs none. Safe for any thread.
 */
public interface Broker {
  /**
   * Opens a room for this process. Called once for each room, by whoever asks for it first, and
   * waited for.
   *
   * @param room its name
   * @param history how many of the last messages the room keeps itself; more are of no use to it
   * @param receiver is told first what the broker has kept, then all that is published from
   *     anywhere; each message once, all in one order and one at a time, each with an id that no
   *     other message of the room has. It never blocks.
   * @return publishes, and ends it
   */
  Feed open(String room, int history, Consumer<RoomMessage> receiver);

  /** The way into a room. */
  interface Feed extends AutoCloseable {
    /**
     * Publishes a message. When it returns the broker is responsible for it.
     *
     * @param message the message, without an id
     */
    void publish(RoomMessage message);

    /** Nothing more is told. */
    @Override
    void close();
  }
}

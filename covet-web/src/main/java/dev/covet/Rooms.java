package dev.covet;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Rooms by name, made when they are first asked for. Safe for any thread.
 *
 * <p>A room stays until it is removed: check names that come from clients, and remove rooms that
 * are no longer used.
 */
public final class Rooms {
  private final int history;
  private final Broker broker;
  private final ConcurrentHashMap<String, Room> rooms = new ConcurrentHashMap<>();

  private Rooms(int history, Broker broker) {
    this.history = history;
    this.broker = broker;
  }

  /**
   * {@return rooms in the memory of this process}
   *
   * @param history how many messages each keeps for who comes back, 0 for none
   * @throws IllegalArgumentException if it is negative
   */
  public static Rooms inMemory(int history) {
    return of(new MemoryBroker(), history);
  }

  /**
   * {@return rooms whose messages go through a broker, which keeps them or shares them with other
   * processes}
   *
   * @param broker the broker
   * @param history how many messages each room keeps in memory for who comes back, 0 for none
   * @throws IllegalArgumentException if it is negative
   */
  public static Rooms of(Broker broker, int history) {
    if (history < 0) {
      throw new IllegalArgumentException(
          "Rooms: a history of " + history + " messages; use 0 or more");
    }
    return new Rooms(history, broker);
  }

  /**
   * {@return the room of a name}
   *
   * @param name any text
   */
  public Room room(String name) {
    return rooms.computeIfAbsent(name, n -> new Room(n, history, broker)).open();
  }

  /**
   * Forgets a room and its history. Who has joined it stays with the old one, which hears its
   * broker no more.
   *
   * @param name its name
   */
  public void remove(String name) {
    Room removed = rooms.remove(name);
    if (removed != null) {
      removed.close();
    }
  }
}

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
  private final ConcurrentHashMap<String, Room> rooms = new ConcurrentHashMap<>();

  private Rooms(int history) {
    this.history = history;
  }

  /**
   * {@return rooms in the memory of this process}
   *
   * @param history how many messages each keeps for who comes back, 0 for none
   * @throws IllegalArgumentException if it is negative
   */
  public static Rooms inMemory(int history) {
    if (history < 0) {
      throw new IllegalArgumentException(
          "Rooms.inMemory: a history of " + history + " messages; use 0 or more");
    }
    return new Rooms(history);
  }

  /**
   * {@return the room of a name}
   *
   * @param name any text
   */
  public Room room(String name) {
    return rooms.computeIfAbsent(name, n -> new Room(n, history));
  }

  /**
   * Forgets a room and its history. Who has joined it stays with the old one.
   *
   * @param name its name
   */
  public void remove(String name) {
    rooms.remove(name);
  }
}

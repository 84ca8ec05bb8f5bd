package chat;

import dev.covet.HttpException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The rooms that there are. Names come from clients and become names of files, and a room stays: so
 * they are checked and counted. Safe for any thread.
 */
final class RoomNames {
  static final int MOST = 100;

  private final Set<String> known;

  RoomNames(Set<String> known) {
    this.known = new HashSet<>(known);
  }

  /**
   * {@return the name of the room that is meant: {@code Tea} and {@code tea} are one}
   *
   * @throws HttpException 404 if it can be none, 409 if it is new and there are too many
   */
  synchronized String check(String text) {
    if (!text.matches("[A-Za-z0-9-]{1,32}")) {
      throw new HttpException(404, "the name of a room is 1 to 32 letters, digits and dashes");
    }
    String name = text.toLowerCase(Locale.ROOT);
    if (known.size() >= MOST && !known.contains(name)) {
      throw new HttpException(409, "there are " + MOST + " rooms already; enter one of them");
    }
    return name;
  }

  /**
   * Adds a room, if it is new.
   *
   * @throws HttpException 409 if there are too many
   */
  synchronized void add(String name) {
    known.add(check(name));
  }
}

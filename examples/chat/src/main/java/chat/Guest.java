package chat;

import dev.covet.Event;
import dev.covet.HttpException;
import dev.covet.Message;
import dev.covet.Room;
import dev.covet.Rooms;
import dev.covet.WebSocket;
import dev.covet.WebSocketListener;

/** One page in one room. */
final class Guest implements WebSocketListener {
  private final Rooms rooms;
  private final String name;
  private final String last;

  /**
   * A guest.
   *
   * @param name of the room
   * @param last id of the last message that the page has, empty for none
   */
  Guest(Rooms rooms, String name, String last) {
    this.rooms = rooms;
    this.name = name;
    this.last = last;
  }

  private Room room() {
    return rooms.room(name);
  }

  @Override
  public void onOpen(WebSocket socket) {
    room().join(socket, last);
  }

  @Override
  public void onMessage(WebSocket socket, Message message) {
    Said said = message.json(Said.class);
    if (!said.isFit()) {
      throw new HttpException(422, "a message needs a key, a name and up to 2,000 characters");
    }
    room().publish(Event.of(said), said.key());
  }
}

package chat;

import dev.covet.Covet;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Rooms;
import dev.covet.SlowConsumer;
import dev.covet.WebSocketUpgrade;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Rooms in which pages talk over WebSockets. Nothing is lost or said twice when the server is
 * started anew: messages are kept in files, and a page sends again what it has not seen come back.
 * The folder is the system property {@code chat.folder}, or {@code chat-data}.
 */
public final class Chat {
  private static final int HISTORY = 1000;
  private static final int UNSENT = 2 * HISTORY;

  private final Rooms rooms;
  private final RoomNames names;
  private final String page = resource("index.html");

  Chat(Path folder) throws IOException {
    FileBroker broker = new FileBroker(folder);
    this.rooms = Rooms.of(broker, HISTORY);
    this.names = new RoomNames(broker.rooms());
  }

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}
   * @throws IOException if the page is missing or the folder can not be made or read
   */
  public static void main(String[] args) throws IOException {
    Covet app = Covet.create(args);
    new Chat(Path.of(System.getProperty("chat.folder", "chat-data"))).declare(app);
    app.start();
  }

  void declare(Covet app) {
    app.get("/", req -> Response.html(page));
    // Messages are written to a disk, so not on the event loops.
    app.get("/rooms/{room}", this::enter).hidden().offload();
  }

  private Response<Object> enter(Request req) {
    String name = names.check(req.path("room").asString());
    String last = req.query("last").or("");
    Response<Object> answer =
        WebSocketUpgrade.of(req)
            .origins()
            .maxMessage(16 << 10)
            .slowConsumer(SlowConsumer.DISCONNECT, UNSENT)
            .accept(new Guest(rooms, name, last));
    // Only now: whoever is refused makes no room.
    names.add(name);
    return answer;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Chat.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

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

  private Chat(FileBroker broker) throws IOException {
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
    Path folder = Path.of(System.getProperty("chat.folder", "chat-data"));
    app(folder, args).start();
  }

  static Covet app(Path folder, String... args) throws IOException {
    Chat chat = new Chat(new FileBroker(folder));
    String page = resource("index.html");
    Covet app = Covet.create(args);
    app.get("/", req -> Response.html(page));
    // Messages are written to a disk, so not on the event loops.
    app.get("/rooms/{room}", chat::enter).hidden().offload();
    return app;
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

import dev.covet.Covet;
import dev.covet.Message;
import dev.covet.Room;
import dev.covet.Rooms;
import dev.covet.StaticFiles;
import dev.covet.WebSocket;
import dev.covet.WebSocketListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What is loaded beside the shop: large answers and bodies, files, WebSockets, a room, waiting. */
final class Workloads {
  private static final int SMALL = 1_000;
  private static final int LARGE = 1 << 20;
  private static final List<Product> CATALOG =
      IntStream.range(0, 50).mapToObj(Workloads::product).toList();

  private Workloads() {}

  record Product(int id, String name, String description, double price, boolean available) {}

  static void declare(Covet app) {
    app.get("/catalog", req -> CATALOG);
    app.post("/bytes", req -> Integer.toString(req.body().bytes().length));
    app.get("/wait", req -> waited());
    app.files("/files", StaticFiles.folder(folder()));
    app.websocket(
        "/echo",
        new WebSocketListener() {
          @Override
          public void onMessage(WebSocket socket, Message message) throws IOException {
            socket.send(message.text());
          }
        });
    room(app, Rooms.inMemory(0).room("bench"));
  }

  /** What is posted to it comes to everybody who listens. */
  private static void room(Covet app, Room room) {
    app.post(
        "/room",
        req -> {
          room.publish(req.body().text());
          return null;
        });
    app.get("/room/events", req -> room.sse(req));
    app.websocket(
        "/room/socket",
        new WebSocketListener() {
          @Override
          public void onOpen(WebSocket socket) {
            room.join(socket);
          }
        });
  }

  private static Product product(int id) {
    return new Product(
        id, "product " + id, "it is what it is, and it is well made", id + 0.5, id % 3 != 0);
  }

  /** As long as a call of a service nearby. */
  private static String waited() throws InterruptedException {
    Thread.sleep(1);
    return "waited";
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("covet-bench");
      for (int size : new int[] {SMALL, LARGE}) {
        Path file = Files.write(folder.resolve(size + ".bin"), new byte[size]);
        file.toFile().deleteOnExit();
      }
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

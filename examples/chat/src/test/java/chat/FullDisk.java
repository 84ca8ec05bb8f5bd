package chat;

import dev.covet.Broker;
import dev.covet.Event;
import dev.covet.RoomMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Says a short text, one that does not fit into a file here, and a short one. */
final class FullDisk {
  private FullDisk() {}

  public static void main(String[] args) throws IOException {
    Broker.Feed feed = new FileBroker(Path.of(args[0])).open("tea", 0, message -> {});
    say(feed, "a", "a");
    try {
      say(feed, "key", "x".repeat(100_000));
      throw new IllegalStateException("it fits");
    } catch (UncheckedIOException full) {
      System.out.println(full.getMessage());
    }
    say(feed, "key", "b");
  }

  private static void say(Broker.Feed feed, String key, String text) {
    feed.publish(RoomMessage.of(Event.of(Map.of("text", text)), key));
  }
}

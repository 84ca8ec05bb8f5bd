package chat;

import dev.covet.Broker;
import dev.covet.Event;
import dev.covet.RoomMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the messages of each room in a file, one a line: key, tab, data as JSON. The number of the
 * line is the id, so ids outlive the process. What is written survives its sudden end; a line that
 * is cut is dropped. Calls block on the disk.
 */
final class FileBroker implements Broker {
  private static final String SUFFIX = ".log";

  private final Path folder;

  FileBroker(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** {@return the rooms that have a file} */
  Set<String> rooms() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .collect(Collectors.toSet());
    }
  }

  @Override
  public Feed open(String room, int history, Consumer<RoomMessage> receiver) {
    try {
      return new Log(folder.resolve(room + SUFFIX), history, receiver);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Log implements Feed {
    private final FileChannel file;
    private final Consumer<RoomMessage> receiver;
    private final Set<String> keys = new HashSet<>();
    private long count;

    Log(Path path, int history, Consumer<RoomMessage> receiver) throws IOException {
      this.receiver = receiver;
      this.file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      List<String> lines = lines();
      for (String line : lines) {
        keys.add(line.substring(0, line.indexOf('\t')));
      }
      count = lines.size();
      for (int i = Math.max(0, lines.size() - history); i < lines.size(); i++) {
        receiver.accept(message(lines.get(i), i + 1));
      }
    }

    private List<String> lines() throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {
        // Until all is there.
      }
      String text = new String(bytes.array(), StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      String whole = text.substring(0, end);
      file.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
      file.position(file.size());
      return new ArrayList<>(whole.lines().toList());
    }

    private static RoomMessage message(String line, long id) {
      int tab = line.indexOf('\t');
      Event<String> event = Event.of(line.substring(tab + 1)).event("said");
      return RoomMessage.ofJson(event, line.substring(0, tab)).id(Long.toString(id));
    }

    @Override
    public synchronized void publish(RoomMessage message) {
      String key = String.valueOf(message.key());
      if (!keys.add(key)) {
        return;
      }
      String line = key + "\t" + message.event().data();
      try {
        append(line + "\n");
      } catch (IOException e) {
        keys.remove(key);
        throw new UncheckedIOException(e);
      }
      receiver.accept(message(line, ++count));
    }

    private void append(String line) throws IOException {
      long end = file.position();
      try {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      } catch (IOException e) {
        // The disk may be full: the next line must not go on where this one was cut.
        file.truncate(end);
        throw e;
      }
    }

    @Override
    public synchronized void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

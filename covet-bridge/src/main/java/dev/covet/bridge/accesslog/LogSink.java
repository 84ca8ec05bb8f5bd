package dev.covet.bridge.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where lines go: a file, which is opened anew when it was moved or removed, or standard output.
 * The writer's thread only.
 */
final class LogSink implements AutoCloseable {
  private final @Nullable Path file;
  private FileChannel channel;

  /** What tells the open file from another one of its name. */
  private @Nullable Object identity;

  /** Whether the last line could not be written to its end. */
  private boolean torn;

  private LogSink(@Nullable Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.identity = identity(file);
  }

  static LogSink standardOutput() throws IOException {
    return new LogSink(null, new FileOutputStream(FileDescriptor.out).getChannel());
  }

  /**
   * A file, which is made if it is not there.
   *
   * @throws IOException with one line for people
   */
  static LogSink file(Path file) throws IOException {
    try {
      return new LogSink(file, open(file));
    } catch (IOException e) {
      throw new IOException("access-log-file: " + file + " can not be opened: " + e, e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private static @Nullable Object identity(@Nullable Path file) throws IOException {
    return file == null ? null : Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /**
   * Writes whole lines.
   *
   * @throws IOException if not all of them could be written; {@code lines} then holds the rest
   */
  void write(ByteBuffer lines) throws IOException {
    if (torn) {
      // What follows must not become a part of that line.
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      torn = false;
    }
    int begin = lines.position();
    try {
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
    } finally {
      int at = lines.position();
      torn = at > begin && lines.get(at - 1) != '\n';
    }
  }

  /**
   * Opens the file anew if another one, or none, has its name now: it was rotated.
   *
   * @throws IOException if that fails; what is open stays open
   */
  void follow() throws IOException {
    if (file == null || isThere(file)) {
      return;
    }
    FileChannel next = open(file);
    channel.close();
    channel = next;
    torn = false;
    identity = identity(file);
  }

  private boolean isThere(Path name) throws IOException {
    try {
      Object now = identity(name);
      return now == null || now.equals(identity);
    } catch (NoSuchFileException moved) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      channel.close();
    }
  }
}

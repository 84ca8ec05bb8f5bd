package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that a client has sent: in memory while they are few, else in a file that has
 * no name any more, so that nothing of it is left however the process ends. All work on it is done
 * by file threads. Written by one thread, then read by any.
 */
final class Spool implements AutoCloseable {
  private static final int FIRST = 1 << 10;

  private final Path folder;
  private byte[] memory = new byte[FIRST];
  private long size;

  /** Whether it is, or is going to be, in a file; the writer's. */
  private boolean onDisk;

  // under the lock of this, or seen by who was told that it is done
  private @Nullable FileChannel file;
  private boolean closed;

  /** Where a system does not let go of a name that is in use. */
  private @Nullable Path named;

  Spool(Path folder) {
    this.folder = folder;
  }

  /**
   * Adds bytes.
   *
   * @param room how many bytes may be in memory in all
   */
  void write(byte[] source, int count, long room) throws IOException {
    if (!onDisk && size + count > room) {
      onDisk = true;
      FileWork.call(this::open);
      memory = new byte[0];
    }
    if (onDisk) {
      FileWork.call(() -> append(source, count));
    } else {
      int used = (int) size;
      if (used + count > memory.length) {
        memory = Arrays.copyOf(memory, Math.max(used + count, 2 * memory.length));
      }
      System.arraycopy(source, 0, memory, used, count);
    }
    size += count;
  }

  /**
   * On a file thread. Locked, as all that touches the file: whoever writes may be interrupted and
   * close it while this is under way.
   */
  private synchronized int open() throws IOException {
    if (closed) {
      throw new IOException("the request is over");
    }
    Path path = Files.createTempFile(folder, "covet-upload", null); // for its owner only
    try {
      file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      unlink(path);
    }
    return append(memory, (int) size);
  }

  private synchronized int append(byte[] source, int count) throws IOException {
    FileChannel channel = file;
    if (channel == null) {
      throw new IOException("the file of an upload is gone");
    }
    return writeAll(channel, ByteBuffer.wrap(source, 0, count));
  }

  private void unlink(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      named = path;
    }
  }

  private static int writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return count;
  }

  long size() {
    return size;
  }

  /** Bytes that are in memory. */
  long inMemory() {
    return onDisk ? 0 : size;
  }

  InputStream stream() {
    return new Reading();
  }

  private final class Reading extends BlockInputStream {
    private long at;

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      Objects.checkFromIndexSize(from, length, target.length);
      if (length == 0) {
        return 0;
      }
      int most = (int) Math.min(length, size - at);
      if (most <= 0) {
        return -1;
      }
      FileChannel channel = file;
      long place = at;
      if (channel == null) {
        System.arraycopy(memory, (int) place, target, from, most);
        at += most;
        return most;
      }
      int count = FileWork.call(() -> channel.read(ByteBuffer.wrap(target, from, most), place));
      at += count;
      return count;
    }
  }

  /** Copies all into a new file. */
  void copyTo(Path target) throws IOException {
    FileWork.call(
        () -> {
          try (FileChannel out =
              FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(out);
          } catch (FileAlreadyExistsException e) {
            throw e;
          } catch (IOException e) {
            Files.deleteIfExists(target); // half a file is none
            throw e;
          }
          return 0;
        });
  }

  private void copy(FileChannel out) throws IOException {
    FileChannel channel = file;
    if (channel == null) {
      writeAll(out, ByteBuffer.wrap(memory, 0, (int) size));
      return;
    }
    for (long at = 0; at < size; ) {
      at += channel.transferTo(at, size - at, out);
    }
  }

  /** Lets go of the file; the thread that wrote. */
  @Override
  public void close() {
    if (onDisk) {
      FileWork.later(this::release);
    }
  }

  private synchronized void release() {
    closed = true;
    FileChannel channel = file;
    try {
      if (channel != null) {
        channel.close();
      }
      if (named != null) {
        Files.deleteIfExists(named);
      }
    } catch (IOException e) {
      Log.WEB.log(Level.WARNING, "the file of an upload could not be let go", e);
    }
  }
}

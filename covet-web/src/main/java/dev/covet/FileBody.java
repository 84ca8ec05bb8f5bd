package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpDate;
import dev.covet.http.Status;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file, read outside the event loop block by block. */
final class FileBody extends ProducedBody {
  private static final int BLOCK = 64 << 10;

  private final Path path;
  private final long length;

  private FileBody(Path path, long length) {
    this.path = path;
    this.length = length;
  }

  static Response<Path> response(Path path) {
    BasicFileAttributes file;
    try {
      file = FileWork.call(() -> Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      throw Failure.NO_FILE.because("there is no such file", e);
    } catch (IOException e) {
      if (e.getClass() == FileSystemException.class) { // "not a directory" or "name too long"
        throw Failure.NO_FILE.because("there is no such file", e);
      }
      throw new java.io.UncheckedIOException(e);
    }
    if (!file.isRegularFile()) {
      throw Failure.NO_FILE.because("there is no such file");
    }
    Instant changed = file.lastModifiedTime().toInstant();
    // weak: another content of the same length within the clock's grain would get the same tag
    String tag = "W/\"%x-%x\"".formatted(changed.toEpochMilli(), file.size());
    Headers headers =
        Headers.of(
            "Content-Type", FileTypes.of(path),
            "ETag", tag,
            "Last-Modified", HttpDate.format(changed));
    return new Response<>(Status.OK, headers, new FileBody(path, file.size()), null);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Source source = new Source(path);
    try {
      byte[] block = new byte[(int) Math.min(BLOCK, Math.max(1, length))];
      long left = length;
      while (left > 0) {
        int most = (int) Math.min(block.length, left);
        int count = FileWork.call(() -> source.read(block, most));
        if (count < 0) {
          throw new EOFException(path + " became shorter while it was sent");
        }
        out.write(block, 0, count);
        left -= count;
      }
    } finally {
      FileWork.later(source::close);
    }
  }

  /**
   * The open file. The sender may be interrupted while it is being opened or read, and closes it
   * then: locked, so that this waits and no file stays open.
   */
  private static final class Source {
    private final Path path;
    private @Nullable InputStream in;

    Source(Path path) {
      this.path = path;
    }

    synchronized int read(byte[] target, int most) throws IOException {
      InputStream open = in;
      if (open == null) {
        open = Files.newInputStream(path);
        in = open;
      }
      return open.read(target, 0, most);
    }

    synchronized void close() {
      if (in != null) {
        try {
          in.close();
        } catch (IOException e) {
          Log.WEB.log(System.Logger.Level.DEBUG, "closing " + path + " failed", e);
        }
      }
    }
  }
}

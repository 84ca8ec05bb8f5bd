package dev.covet;

import dev.covet.spi.FileSink;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** A file or a part of it, read outside the event loop block by block. */
final class FileBody extends ProducedBody implements RangeBody {
  private static final int BLOCK = 128 << 10;

  /** From here on the way past our memory is worth its calls. */
  private static final long DIRECT = 64 << 10;

  /** What a loop sends in one go. */
  private static final int PART = 1 << 20;

  private final StoredFile file;
  private final long offset;
  private final long length;

  private FileBody(StoredFile file, long offset, long length) {
    this.file = file;
    this.offset = offset;
    this.length = length;
  }

  /** A whole file, as long as it was; what it has grown since is left out. */
  static FileBody of(StoredFile file) {
    return new FileBody(file, 0, file.size());
  }

  @Override
  public Kind kind() {
    return length == 0 ? Kind.EMPTY : Kind.STREAMED;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ResponseBody part(long from, long count) {
    return new FileBody(file, offset + from, count);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Source source = new Source();
    try {
      if (length >= DIRECT
          && out instanceof FileSink sink
          && sink.takesFiles()
          && FileWork.call(source::open) instanceof FileChannel open) {
        send(open, sink);
        return;
      }
      byte[] block = new byte[(int) Math.min(BLOCK, length)];
      long left = length;
      while (left > 0) {
        int most = (int) Math.min(block.length, left);
        int count = FileWork.call(() -> source.read(block, most));
        if (count < 0) {
          throw new EOFException(file.path() + " became shorter while it was sent");
        }
        out.write(block, 0, count);
        left -= count;
      }
    } finally {
      FileWork.later(source::close);
    }
  }

  private void send(FileChannel open, FileSink sink) throws IOException {
    for (long at = 0; at < length; ) {
      int part = (int) Math.min(PART, length - at);
      Residence.ensure(open, offset + at, part);
      sink.send(open, offset + at, part);
      at += part;
    }
  }

  /**
   * The open file. The sender may be interrupted while it is being opened or read, and closes it
   * then: locked, so that this waits and no file stays open.
   */
  private final class Source {
    private @Nullable SeekableByteChannel in;

    synchronized int read(byte[] target, int most) throws IOException {
      return open().read(ByteBuffer.wrap(target, 0, most));
    }

    synchronized SeekableByteChannel open() throws IOException {
      SeekableByteChannel open = in;
      if (open == null) {
        open = Files.newByteChannel(file.path());
        in = open;
        if (file.replaced()) {
          throw new IOException(file.path() + " was replaced since its answer began");
        }
        open.position(offset);
      }
      return open;
    }

    synchronized void close() {
      if (in != null) {
        try {
          in.close();
        } catch (IOException e) {
          Log.WEB.log(System.Logger.Level.DEBUG, "closing " + file.path() + " failed", e);
        }
      }
    }
  }
}

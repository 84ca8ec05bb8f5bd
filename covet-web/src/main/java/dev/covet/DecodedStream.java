package dev.covet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request whose coding is undone, within limits: its bytes count as much as those of
 * a body that came as it is, and there are at most 100 for each that came, beyond the first 64 KiB.
 * Read by one thread. Any thread may close it, also while it is read: then the reader frees the
 * memory of the coding.
 */
final class DecodedStream extends BlockInputStream {
  private static final int RATIO = 100;
  private static final long FREE = 64 << 10;

  private enum State {
    IDLE,
    READING,
    CLOSED
  }

  private final ContentCoding coding;
  private final Counted compressed;
  private final long limit;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  // by whoever has taken the state
  private @Nullable InputStream decoder;
  private long total;
  private long sinceYield;

  // the reader only
  private boolean atEnd;

  DecodedStream(ContentCoding coding, InputStream compressed, long limit) {
    this.coding = coding;
    this.compressed = new Counted(compressed);
    this.limit = limit;
  }

  /** Counts what has come. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int read = in.read(target, from, length);
      count += Math.max(0, read);
      return read;
    }
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (atEnd) {
      return -1;
    }
    if (!state.compareAndSet(State.IDLE, State.READING)) {
      throw new IOException("the body has been closed");
    }
    boolean over = true;
    try {
      int count = decoded(target, from, Math.min(length, EncodingStream.SLICE));
      over = count < 0;
      atEnd = over;
      return count;
    } finally {
      if (!state.compareAndSet(State.READING, State.IDLE)) {
        free();
      } else if (over) {
        close();
      }
    }
  }

  private int decoded(byte[] target, int from, int length) throws IOException {
    int count;
    try {
      InputStream open = decoder;
      if (open == null) {
        open = coding.decode(compressed);
        decoder = open;
      }
      count = open.read(target, from, length);
    } catch (BodyReadException e) {
      throw e;
    } catch (IOException e) {
      throw Failure.MALFORMED_CODING.because(
          "the body is not " + coding.token() + ": " + e.getMessage(), e);
    }
    if (count > 0) {
      count(count);
    }
    return count;
  }

  @SuppressWarnings("ThreadPriorityCheck") // the thread may be carried by an event loop
  private void count(int count) {
    total += count;
    if (total > limit) {
      throw Failure.TOO_LARGE.because("the body is larger than this resource accepts");
    }
    if (total > FREE && total / RATIO > compressed.count) {
      throw Failure.TOO_LARGE.because(
          "the body is compressed to less than a " + RATIO + "th of its size");
    }
    sinceYield += count;
    if (sinceYield >= EncodingStream.SLICE) {
      sinceYield = 0;
      Thread.yield();
    }
  }

  @Override
  public void close() {
    if (state.getAndSet(State.CLOSED) == State.IDLE) {
      free();
    }
  }

  private void free() {
    InputStream open = decoder;
    decoder = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        Log.WEB.log(Level.DEBUG, "freeing a decompressor failed", e);
      }
    }
  }
}

package dev.covet;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses what is written to a stream below, which it does not close. After each {@link #SLICE}
 * it lets others run: its thread may be carried by an event loop. A flush lets all out that was
 * written. Closing frees the memory of the coding; the end is written by {@link #finish} alone, so
 * that what was cut does not look whole. Used by one thread.
 */
abstract class EncodingStream extends OutputStream {
  /** Others wait for no more than this. */
  static final int SLICE = 16 << 10;

  private int sinceYield;

  /** Compresses some bytes. */
  abstract void encode(byte[] source, int from, int count) throws IOException;

  /** Writes the end; the stream below is neither flushed nor closed. */
  abstract void finish() throws IOException;

  /** Frees the memory of the coding; writes nothing. */
  @Override
  public abstract void close();

  @Override
  public final void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public final void write(byte[] source, int from, int count) throws IOException {
    int end = from + count;
    for (int at = from; at < end; ) {
      int slice = Math.min(end - at, SLICE - sinceYield);
      encode(source, at, slice);
      at += slice;
      sinceYield += slice;
      if (sinceYield == SLICE) {
        sinceYield = 0;
        Thread.yield();
      }
    }
  }

  /** For producers: when they close it, it takes no more, and the end is still to be written. */
  final OutputStream unclosed() {
    return new Unclosed(this);
  }

  private static final class Unclosed extends FilterOutputStream {
    private boolean closed;

    Unclosed(EncodingStream encoding) {
      super(encoding);
    }

    @Override
    public void write(int b) throws IOException {
      open();
      out.write(b);
    }

    @Override
    public void write(byte[] source, int from, int count) throws IOException {
      open();
      out.write(source, from, count);
    }

    @Override
    public void flush() throws IOException {
      if (!closed) {
        out.flush();
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    private void open() throws IOException {
      if (closed) {
        throw new IOException("the body has been closed");
      }
    }
  }
}

package dev.covet;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes gzip (RFC 1952) to a stream that it does not close. After each {@link #SLICE} it lets
 * others run: its thread may be carried by an event loop. Closing frees the deflater; the end is
 * written by {@link #finish} alone. Unlike the JDK's it holds no native memory after a failure, and
 * a flush lets all out that was written. Used by one thread.
 */
final class GzipStream extends OutputStream {
  /** Others wait for no more than this. */
  static final int SLICE = 16 << 10;

  /** Quick rather than small: the thread may be a loop's. */
  private static final int LEVEL = 4;

  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream out;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 sum = new CRC32();
  private final byte[] buffer = new byte[4 << 10];
  private boolean begun;
  private int sinceYield;

  GzipStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int from, int count) throws IOException {
    begin();
    int end = from + count;
    for (int at = from; at < end; ) {
      int slice = Math.min(end - at, SLICE - sinceYield);
      sum.update(source, at, slice);
      deflater.setInput(source, at, slice);
      drain(Deflater.NO_FLUSH);
      at += slice;
      sinceYield += slice;
      if (sinceYield == SLICE) {
        sinceYield = 0;
        Thread.yield();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    begin();
    drain(Deflater.SYNC_FLUSH);
    out.flush();
  }

  /** Writes the end; the stream below is neither flushed nor closed. */
  void finish() throws IOException {
    begin();
    deflater.finish();
    drain(Deflater.NO_FLUSH);
    long crc = sum.getValue();
    long size = deflater.getBytesRead();
    byte[] trailer = new byte[8];
    for (int i = 0; i < 4; i++) {
      trailer[i] = (byte) (crc >>> (8 * i));
      trailer[4 + i] = (byte) (size >>> (8 * i));
    }
    out.write(trailer);
  }

  /** Frees the deflater. */
  @Override
  public void close() {
    deflater.end();
  }

  /** For producers: when they close it, it takes no more, and the end is still to be written. */
  OutputStream unclosed() {
    return new Unclosed(this);
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      out.write(HEAD);
    }
  }

  private void drain(int mode) throws IOException {
    int count;
    do {
      count = deflater.deflate(buffer, 0, buffer.length, mode);
      out.write(buffer, 0, count);
    } while (count == buffer.length);
  }

  private static final class Unclosed extends FilterOutputStream {
    private boolean closed;

    Unclosed(GzipStream gzip) {
      super(gzip);
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

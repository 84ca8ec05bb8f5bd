package dev.covet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes gzip (RFC 1952). Unlike the JDK's it holds no native memory after a failure. */
final class GzipStream extends EncodingStream {
  /** Quick rather than small: the thread may be a loop's. */
  private static final int LEVEL = 4;

  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream out;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 sum = new CRC32();
  private final byte[] buffer = new byte[4 << 10];
  private boolean begun;

  GzipStream(OutputStream out) {
    this.out = out;
  }

  @Override
  void encode(byte[] source, int from, int count) throws IOException {
    begin();
    sum.update(source, from, count);
    deflater.setInput(source, from, count);
    drain(Deflater.NO_FLUSH);
  }

  @Override
  public void flush() throws IOException {
    begin();
    drain(Deflater.SYNC_FLUSH);
    out.flush();
  }

  @Override
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

  @Override
  public void close() {
    deflater.end();
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
}

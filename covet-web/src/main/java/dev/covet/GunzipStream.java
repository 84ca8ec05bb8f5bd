package dev.covet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip (RFC 1952), of several members too. Unlike the JDK's it checks all: reserved flags,
 * header checksums, sizes, that nothing else comes at the end. Used by one thread.
 */
final class GunzipStream extends BlockInputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private final CRC32 headerSum = new CRC32();
  private final byte[] buffer = new byte[4 << 10];
  private int at;
  private int end;
  private boolean inMember;
  private boolean members;

  GunzipStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (!inMember && !beginMember()) {
        return -1;
      }
      int count = inflate(target, from, length);
      if (count > 0) {
        sum.update(target, from, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
  }

  private int inflate(byte[] target, int from, int length) throws IOException {
    try {
      int count = inflater.inflate(target, from, length);
      if (count == 0 && inflater.needsInput()) {
        if (at == end && !fill()) {
          throw new EOFException("the gzip data is cut off");
        }
        inflater.setInput(buffer, at, end - at);
        at = end;
        count = inflater.inflate(target, from, length);
      }
      if (count == 0 && inflater.needsDictionary()) {
        throw new IOException("the gzip data is malformed");
      }
      return count;
    } catch (DataFormatException e) {
      throw new IOException("the gzip data is malformed", e);
    }
  }

  /** Reads a header; false at the end, where there may be none. */
  private boolean beginMember() throws IOException {
    if (at == end && !fill()) {
      if (!members) {
        throw new EOFException("the gzip data is empty");
      }
      return false;
    }
    headerSum.reset();
    if (header() != 0x1f || header() != 0x8b || header() != 8) {
      throw new IOException(members ? "something follows the gzip data" : "this is not gzip");
    }
    int flags = header();
    if ((flags & RESERVED) != 0) {
      throw new IOException("the gzip header has unknown flags");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(header() | header() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    int expected = (int) headerSum.getValue() & 0xffff;
    if ((flags & HEADER_CRC) != 0 && (header() | header() << 8) != expected) {
      throw new IOException("the gzip header is damaged");
    }
    inMember = true;
    members = true;
    inflater.reset();
    sum.reset();
    return true;
  }

  private void endMember() throws IOException {
    at = end - inflater.getRemaining();
    long crc = number();
    long size = number();
    if (crc != sum.getValue() || size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new IOException("the gzip data is damaged");
    }
    inMember = false;
  }

  private long number() throws IOException {
    return header() | header() << 8 | header() << 16 | (long) header() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      header();
    }
  }

  private void skipText() throws IOException {
    int b;
    do {
      b = header();
    } while (b != 0);
  }

  private int header() throws IOException {
    if (at == end && !fill()) {
      throw new EOFException("the gzip data is cut off");
    }
    int b = buffer[at++] & 0xff;
    headerSum.update(b);
    return b;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}

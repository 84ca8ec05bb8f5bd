package dev.covet;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes of a request's body as they come. Closing it is harmless: the server drains or closes
 * by its own rules.
 */
final class BodyInputStream extends BlockInputStream {
  /** A client that only announces much gets no memory for it. */
  private static final int FIRST = 64 << 10;

  private final Request request;
  private boolean atEnd;

  BodyInputStream(Request request) {
    this.request = request;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (atEnd) {
      return -1;
    }
    int count;
    try {
      count = request.incoming().read(target, offset, length);
    } catch (IOException e) {
      throw new BodyReadException(e);
    }
    request.check();
    atEnd = count < 0;
    return count;
  }

  /** One array of the announced length in place of the JDK's, which are 16 KiB at least. */
  @Override
  public byte[] readAllBytes() throws IOException {
    long announced = request.incoming().contentLength();
    if (announced < 0 || announced > Integer.MAX_VALUE - 8) {
      return super.readAllBytes();
    }
    byte[] bytes = new byte[(int) Math.min(announced, FIRST)];
    int size = 0;
    while (size < announced) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(announced, 2L * size));
      }
      int count = read(bytes, size, bytes.length - size);
      if (count < 0) {
        break;
      }
      size += count;
    }
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}

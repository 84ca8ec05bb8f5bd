package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The bytes of a request's body as they come. Closing it is harmless: the server drains or closes
 * by its own rules.
 */
final class BodyInputStream extends InputStream {
  private final Request request;
  private boolean atEnd;

  BodyInputStream(Request request) {
    this.request = request;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
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
}

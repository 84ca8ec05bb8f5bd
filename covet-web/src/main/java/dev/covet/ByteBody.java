package dev.covet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A body that is there already. */
class ByteBody implements ResponseBody {
  static final ByteBody EMPTY = new ByteBody(new byte[0]);

  private final byte[] bytes;

  ByteBody(byte[] bytes) {
    this.bytes = bytes;
  }

  static ByteBody of(byte[] bytes) {
    return new ByteBody(bytes);
  }

  static ByteBody utf8(String text) {
    return new ByteBody(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Kind kind() {
    return bytes.length == 0 ? Kind.EMPTY : Kind.BYTES;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}

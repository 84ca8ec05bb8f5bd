package dev.covet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A small file that is in memory. */
final class FileBytes implements RangeBody {
  private final byte[] bytes;

  FileBytes(byte[] bytes) {
    this.bytes = bytes;
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
  public ResponseBody part(long offset, long count) {
    return ByteBody.of(Arrays.copyOfRange(bytes, (int) offset, (int) (offset + count)));
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}

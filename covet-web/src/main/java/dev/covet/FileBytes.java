package dev.covet;

import java.util.Arrays;

/** A small file that is in memory. */
final class FileBytes extends ByteBody implements RangeBody {
  FileBytes(byte[] bytes) {
    super(bytes);
  }

  @Override
  public ResponseBody part(long offset, long count) {
    return ByteBody.of(Arrays.copyOfRange(bytes(), (int) offset, (int) (offset + count)));
  }
}

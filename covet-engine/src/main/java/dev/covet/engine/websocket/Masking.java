package dev.covet.engine.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What clients do to payloads (RFC 6455, section 5.3), undone eight bytes at a time. */
final class Masking {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Masking() {}

  /**
   * Changes bytes in place.
   *
   * @param key the four bytes of the key, the first in the highest bits
   * @param done how many bytes of the frame came before these
   */
  static void apply(byte[] bytes, int offset, int length, int key, long done) {
    int turned = Integer.rotateLeft(key, (int) (done & 3) * Byte.SIZE);
    long word = (long) turned << Integer.SIZE | turned & 0xffff_ffffL;
    int end = offset + length;
    int at = offset;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ word);
    }
    for (int i = 0; at < end; at++, i++) {
      bytes[at] ^= (byte) (word >>> Long.SIZE - Byte.SIZE * (i + 1));
    }
  }
}

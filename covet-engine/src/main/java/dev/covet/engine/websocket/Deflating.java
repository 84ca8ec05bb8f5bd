package dev.covet.engine.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses messages for a client (RFC 7692, section 7.2.1). Event loop only; holds a deflater for
 * the time of a message, or always if messages refer to those before.
 *
 * <p>The JDK's deflater refers back up to 32 KiB. For a client with a smaller window it is made to
 * forget what it saw, by a full flush, before it has seen more than that.
 */
final class Deflating {
  /** Smaller messages hardly shrink. */
  private static final int LEAST = 64;

  /** Larger ones would hold up the loop; they go out as they are. */
  private static final int MOST = 128 << 10;

  private static final int FULL_WINDOW = 15;

  /** What is left out at the end of a message. */
  private static final int TAIL = 4;

  private final boolean takeover;
  private final int window;
  private @Nullable Deflater deflater;

  /** Bytes that the deflater may refer to. */
  private int seen;

  private byte[] out = new byte[0];

  /**
   * For one WebSocket.
   *
   * @param takeover whether messages refer to those before
   * @param bits how far back, as a power of 2; 0 for as far as it can
   */
  Deflating(boolean takeover, int bits) {
    this.takeover = takeover;
    this.window = bits == 0 || bits == FULL_WINDOW ? Integer.MAX_VALUE : 1 << bits;
  }

  /** Whether a message of this length is compressed. */
  static boolean fits(int length) {
    return length >= LEAST && length <= MOST;
  }

  /**
   * Compresses a message into {@link #bytes}.
   *
   * @return how many bytes it has become
   */
  int deflate(byte[] source, int offset, int count) {
    Deflater open = deflater;
    if (open == null) {
      open = Zlib.own().deflater();
      deflater = open;
      seen = 0;
    }
    if (out.length == 0) {
      out = new byte[Math.max(LEAST, count / 2)];
    }
    int size = 0;
    int end = offset + count;
    for (int at = offset; at < end; ) {
      if (seen == window) {
        size = flush(open, Deflater.FULL_FLUSH, size);
        seen = 0;
      }
      int part = Math.min(end - at, window - seen);
      open.setInput(source, at, part);
      size = flush(open, Deflater.NO_FLUSH, size);
      at += part;
      seen = window == Integer.MAX_VALUE ? 0 : seen + part;
    }
    size = flush(open, Deflater.SYNC_FLUSH, size);
    if (!takeover) {
      close();
    }
    return size - TAIL;
  }

  private int flush(Deflater open, int mode, int from) {
    int size = from;
    while (true) {
      int room = out.length - size;
      int count = room == 0 ? 0 : open.deflate(out, size, room, mode);
      size += count;
      if (room > 0 && count < room) {
        return size;
      }
      out = Arrays.copyOf(out, Math.max(2 * out.length, LEAST));
    }
  }

  byte[] bytes() {
    return out;
  }

  /** The bytes are taken. */
  void taken() {
    out = new byte[0];
  }

  void close() {
    Deflater open = deflater;
    if (open != null) {
      deflater = null;
      Zlib.own().give(open);
    }
  }
}

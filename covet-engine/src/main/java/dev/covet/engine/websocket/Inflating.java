package dev.covet.engine.websocket;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the compression of a client's messages (RFC 7692, section 7.2.2) while they come. Event
 * loop only; holds an inflater while a message is under way, or always if the client refers to what
 * it sent before.
 */
final class Inflating {
  /** Takes what comes out, in pieces. */
  interface Sink {
    void inflated(byte[] bytes, int count) throws ProtocolFailure;
  }

  /** What a sender leaves out at the end of a message. */
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private static final int PIECE = 8 << 10;

  private final boolean takeover;
  private @Nullable Inflater inflater;

  /**
   * For one WebSocket.
   *
   * @param takeover whether messages refer to those before
   */
  Inflating(boolean takeover) {
    this.takeover = takeover;
  }

  void take(byte[] source, int offset, int count, Sink sink) throws ProtocolFailure {
    Inflater open = inflater;
    if (open == null) {
      open = Zlib.own().inflater();
      inflater = open;
    }
    open.setInput(source, offset, count);
    byte[] piece = new byte[Math.min(PIECE, Math.max(256, 4 * count))];
    try {
      while (true) {
        int size = open.inflate(piece);
        if (size > 0) {
          sink.inflated(piece, size);
        } else if (open.finished() && open.getRemaining() > 0) {
          // A last block within a message is legal, and others may follow it.
          int rest = open.getRemaining();
          open.reset();
          open.setInput(source, offset + count - rest, rest);
        } else if (open.needsInput() || open.finished()) {
          return;
        } else {
          throw malformed();
        }
      }
    } catch (DataFormatException e) {
      throw malformed();
    }
  }

  /** The message is whole. */
  void end(Sink sink) throws ProtocolFailure {
    take(TAIL, 0, TAIL.length, sink);
    Inflater open = inflater;
    if (open != null && open.finished()) {
      open.reset();
    }
    if (!takeover) {
      close();
    }
  }

  void close() {
    Inflater open = inflater;
    if (open != null) {
      inflater = null;
      Zlib.own().give(open);
    }
  }

  private static ProtocolFailure malformed() {
    return new ProtocolFailure(CloseCode.NOT_CONSISTENT, "the compressed message is malformed");
  }
}

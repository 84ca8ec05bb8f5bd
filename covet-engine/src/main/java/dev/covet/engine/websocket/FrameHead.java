package dev.covet.engine.websocket;

/**
 * The head of a client's frame (RFC 6455, section 5.2), taken byte by byte from wherever the parts
 * are cut. Event loop only.
 */
final class FrameHead {
  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int MASKED = 0x80;
  private static final int LONGEST = 14;
  private static final int CONTROL_PAYLOAD = 125;

  private final byte[] bytes = new byte[LONGEST];
  private final boolean deflate;
  private int count;
  private int size = 2;

  /**
   * A head.
   *
   * @param deflate whether messages may be compressed
   */
  FrameHead(boolean deflate) {
    this.deflate = deflate;
  }

  /**
   * Takes what belongs to the head.
   *
   * @return where the payload begins, or {@code end} while the head is not whole
   * @throws ProtocolFailure if it can not be a client's head
   */
  int take(byte[] source, int from, int end) throws ProtocolFailure {
    int at = from;
    while (at < end && count < size) {
      bytes[count++] = source[at++];
      if (count == 2) {
        check();
        size = 2 + lengthBytes() + 4;
      } else if (count == 2 + lengthBytes()) {
        checkLength();
      }
    }
    return at;
  }

  boolean isWhole() {
    return count == size && count > 2;
  }

  /** Whether nothing of a head has come. */
  boolean isEmpty() {
    return count == 0;
  }

  void reset() {
    count = 0;
    size = 2;
  }

  boolean isLast() {
    return (bytes[0] & FIN) != 0;
  }

  /** Whether the message that begins here is compressed. */
  boolean isCompressed() {
    return (bytes[0] & Opcode.COMPRESSED) != 0;
  }

  int opcode() {
    return bytes[0] & 0xf;
  }

  /** Bytes of the payload; known once the head is whole. */
  long length() {
    int shortest = bytes[1] & 0x7f;
    return lengthBytes() == 0 ? shortest : number(2, lengthBytes());
  }

  /** The masking key, its first byte in the highest bits. */
  int key() {
    return (int) number(size - 4, 4);
  }

  private int lengthBytes() {
    int shortest = bytes[1] & 0x7f;
    return shortest < 126 ? 0 : shortest == 126 ? 2 : 8;
  }

  private void check() throws ProtocolFailure {
    boolean first = opcode() == Opcode.TEXT || opcode() == Opcode.BINARY;
    int reserved = deflate && first ? RESERVED & ~Opcode.COMPRESSED : RESERVED;
    if ((bytes[0] & reserved) != 0) {
      throw broken("a reserved bit is set");
    }
    if (!Opcode.isKnown(opcode())) {
      throw broken("the opcode is not known");
    }
    if ((bytes[1] & MASKED) == 0) {
      throw broken("the frame is not masked");
    }
    if (Opcode.isControl(opcode())) {
      if (!isLast()) {
        throw broken("a control frame is fragmented");
      }
      if ((bytes[1] & 0x7f) > CONTROL_PAYLOAD) {
        throw broken("a control frame is too long");
      }
    }
  }

  /** Each length has one form, and fits 63 bits. */
  private void checkLength() throws ProtocolFailure {
    long length = length();
    boolean shorter = lengthBytes() == 2 ? length < 126 : lengthBytes() == 8 && length >>> 16 == 0;
    if (shorter || length < 0) {
      throw broken("the length is malformed");
    }
  }

  private long number(int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      number = number << Byte.SIZE | bytes[i] & 0xff;
    }
    return number;
  }

  private static ProtocolFailure broken(String reason) {
    return new ProtocolFailure(CloseCode.PROTOCOL_ERROR, reason);
  }
}

package dev.covet.engine.websocket;

import java.io.ByteArrayOutputStream;

/** Frames of a client, right or wrong. */
final class Frames {
  private static final byte[] KEY = {0x11, 0x22, 0x33, (byte) 0xf4};

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Frames add(int first, byte[] payload) {
    return head(first, payload.length, payload.length < 126 ? 0 : payload.length < 1 << 16 ? 2 : 8)
        .masked(payload);
  }

  /** A head with its length in so many further bytes. */
  Frames head(int first, long length, int lengthBytes) {
    bytes.write(first);
    bytes.write(0x80 | (lengthBytes == 0 ? (int) length : lengthBytes == 2 ? 126 : 127));
    for (int i = lengthBytes - 1; i >= 0; i--) {
      bytes.write((int) (length >>> 8 * i));
    }
    bytes.writeBytes(KEY);
    return this;
  }

  Frames masked(byte[] payload) {
    for (int i = 0; i < payload.length; i++) {
      bytes.write(payload[i] ^ KEY[i & 3]);
    }
    return this;
  }

  Frames raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}

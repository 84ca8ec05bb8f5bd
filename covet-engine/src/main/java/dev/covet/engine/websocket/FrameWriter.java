package dev.covet.engine.websocket;

import dev.covet.engine.connection.Out;
import java.nio.charset.StandardCharsets;

/** A server's frames, without a mask (RFC 6455, section 5.1). Event loop only. */
final class FrameWriter {
  private static final int LAST = 0x80;

  /** What fits beside the code in the 125 bytes of a control frame. */
  private static final int REASON = 123;

  private FrameWriter() {}

  /** Appends the head of a frame that is a message of its own. */
  static void head(Out out, int opcode, int length) {
    out.ensure(10);
    byte[] bytes = out.array;
    int at = out.length;
    bytes[at++] = (byte) (LAST | opcode);
    if (length < 126) {
      bytes[at++] = (byte) length;
    } else if (length < 1 << 16) {
      bytes[at++] = 126;
      bytes[at++] = (byte) (length >> 8);
      bytes[at++] = (byte) length;
    } else {
      bytes[at++] = 127;
      for (int shift = 56; shift >= 0; shift -= Byte.SIZE) {
        bytes[at++] = (byte) ((long) length >>> shift);
      }
    }
    out.length = at;
  }

  /** Appends a whole frame. */
  static void frame(Out out, int opcode, byte[] payload) {
    head(out, opcode, payload.length);
    out.put(payload);
  }

  /** Appends a close frame; a code that must not be sent is left out. A long reason is cut. */
  static void close(Out out, int code, String reason) {
    if (!CloseCode.maySend(code)) {
      head(out, Opcode.CLOSE, 0);
      return;
    }
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, REASON);
    while (length < text.length && length > 0 && (text[length] & 0xc0) == 0x80) {
      length--;
    }
    head(out, Opcode.CLOSE, 2 + length);
    out.ensure(2 + length);
    out.array[out.length++] = (byte) (code >> Byte.SIZE);
    out.array[out.length++] = (byte) code;
    out.put(text, 0, length);
  }
}

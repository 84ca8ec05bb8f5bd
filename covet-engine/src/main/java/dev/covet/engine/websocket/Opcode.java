package dev.covet.engine.websocket;

import dev.covet.http.WebSocketMessage;

/** Kinds of frames (RFC 6455, section 5.2). */
final class Opcode {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** Beside the opcode of a message's first frame: it is compressed (RFC 7692, section 6). */
  static final int COMPRESSED = 0x40;

  private Opcode() {}

  static int of(WebSocketMessage message) {
    return message.text() ? TEXT : BINARY;
  }

  static boolean isControl(int opcode) {
    return opcode >= CLOSE;
  }

  static boolean isKnown(int opcode) {
    return opcode <= BINARY || opcode >= CLOSE && opcode <= PONG;
  }
}

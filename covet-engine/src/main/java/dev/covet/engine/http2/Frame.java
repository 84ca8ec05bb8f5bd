package dev.covet.engine.http2;

/** Numbers of the frame layer (RFC 9113, sections 4.1, 6 and 6.5.2). */
final class Frame {
  static final int HEADER = 9;

  /** The largest payload that we accept and send: the default, which needs no setting. */
  static final int MAX_PAYLOAD = 16_384;

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  /** RFC 9218, section 7.1. */
  static final int PRIORITY_UPDATE = 0x10;

  static final int END_STREAM = 0x1;
  static final int ACK = 0x1;
  static final int END_HEADERS = 0x4;
  static final int PADDED = 0x8;
  static final int WITH_PRIORITY = 0x20;

  static final int HEADER_TABLE_SIZE = 1;
  static final int ENABLE_PUSH = 2;
  static final int MAX_CONCURRENT_STREAMS = 3;
  static final int INITIAL_WINDOW_SIZE = 4;
  static final int MAX_FRAME_SIZE = 5;
  static final int MAX_HEADER_LIST_SIZE = 6;

  /** RFC 8441, section 3. */
  static final int ENABLE_CONNECT_PROTOCOL = 8;

  /** RFC 9218, section 2.1. */
  static final int NO_RFC7540_PRIORITIES = 9;

  /** The window of a fresh connection and stream (RFC 9113, section 6.9.2). */
  static final int DEFAULT_WINDOW = 65_535;

  private Frame() {}

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  static int u24(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 16 | u16(bytes, at + 1);
  }

  static int i32(byte[] bytes, int at) {
    return bytes[at] << 24 | u24(bytes, at + 1);
  }

  /** 31 bits; the reserved one is ignored. */
  static int u31(byte[] bytes, int at) {
    return i32(bytes, at) & 0x7fff_ffff;
  }
}

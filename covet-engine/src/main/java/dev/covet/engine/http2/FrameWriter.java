package dev.covet.engine.http2;

import dev.covet.engine.connection.Out;
import java.nio.charset.StandardCharsets;

/** Puts frames into the output (RFC 9113, section 6). Event loop only. */
final class FrameWriter {
  private static final int LONGEST_DETAIL = 256;

  private final Out out;

  FrameWriter(Out out) {
    this.out = out;
  }

  void header(int length, int type, int flags, int stream) {
    out.ensure(Frame.HEADER);
    byte[] array = out.array;
    int at = out.length;
    array[at] = (byte) (length >>> 16);
    array[at + 1] = (byte) (length >>> 8);
    array[at + 2] = (byte) length;
    array[at + 3] = (byte) type;
    array[at + 4] = (byte) flags;
    out.length = at + 5;
    i32(stream);
  }

  void data(int stream, byte[] source, int offset, int length, boolean end) {
    header(length, Frame.DATA, end ? Frame.END_STREAM : 0, stream);
    out.put(source, offset, length);
  }

  /**
   * Ends a header block that was encoded straight into the output: fills in the frame header that
   * was left free at {@code begin}, and cuts the block in CONTINUATIONs if it is long.
   */
  void headers(int begin, int stream, boolean end) {
    int length = out.length - begin - Frame.HEADER;
    int flags = end ? Frame.END_STREAM : 0;
    if (length <= Frame.MAX_PAYLOAD) {
      int after = out.length;
      out.length = begin;
      header(length, Frame.HEADERS, flags | Frame.END_HEADERS, stream);
      out.length = after;
      return;
    }
    byte[] block = java.util.Arrays.copyOfRange(out.array, begin + Frame.HEADER, out.length);
    out.length = begin;
    int type = Frame.HEADERS;
    for (int at = 0; at < block.length; at += Frame.MAX_PAYLOAD) {
      int count = Math.min(Frame.MAX_PAYLOAD, block.length - at);
      header(count, type, at + count == block.length ? flags | Frame.END_HEADERS : flags, stream);
      out.put(block, at, count);
      type = Frame.CONTINUATION;
      flags = 0;
    }
  }

  /** Leaves room for the frame header of a block; returns where it begins. */
  int beginHeaders() {
    int begin = out.length;
    out.ensure(Frame.HEADER);
    out.length += Frame.HEADER;
    return begin;
  }

  void reset(int stream, ErrorCode code) {
    header(4, Frame.RST_STREAM, 0, stream);
    i32(code.ordinal());
  }

  void windowUpdate(int stream, int increment) {
    header(4, Frame.WINDOW_UPDATE, 0, stream);
    i32(increment);
  }

  void ping(byte[] bytes, int offset, boolean ack) {
    header(8, Frame.PING, ack ? Frame.ACK : 0, 0);
    out.put(bytes, offset, 8);
  }

  void settingsAck() {
    header(0, Frame.SETTINGS, Frame.ACK, 0);
  }

  /** Settings as pairs of identifier and value. */
  void settings(int... pairs) {
    header(pairs.length / 2 * 6, Frame.SETTINGS, 0, 0);
    for (int i = 0; i < pairs.length; i += 2) {
      out.ensure(2);
      out.array[out.length++] = (byte) (pairs[i] >>> 8);
      out.array[out.length++] = (byte) pairs[i];
      i32(pairs[i + 1]);
    }
  }

  void goAway(int lastStream, ErrorCode code, String detail) {
    byte[] text = detail.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(text.length, LONGEST_DETAIL);
    header(8 + length, Frame.GOAWAY, 0, 0);
    i32(lastStream);
    i32(code.ordinal());
    out.put(text, 0, length);
  }

  private void i32(int value) {
    out.ensure(4);
    byte[] array = out.array;
    int at = out.length;
    array[at] = (byte) (value >>> 24);
    array[at + 1] = (byte) (value >>> 16);
    array[at + 2] = (byte) (value >>> 8);
    array[at + 3] = (byte) value;
    out.length = at + 4;
  }
}

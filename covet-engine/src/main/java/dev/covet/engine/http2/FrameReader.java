package dev.covet.engine.http2;

import static dev.covet.engine.http2.ErrorCode.ENHANCE_YOUR_CALM;
import static dev.covet.engine.http2.ErrorCode.FRAME_SIZE_ERROR;
import static dev.covet.engine.http2.ErrorCode.PROTOCOL_ERROR;

import dev.covet.engine.connection.Out;

/**
 * Cuts bytes into frames and checks what can be checked without knowing the streams: sizes,
 * padding, stream numbers that a type must or must not have, the unbroken row of a header block
 * (RFC 9113, sections 4 and 6). Event loop only.
 */
final class FrameReader {
  static final int INCOMPLETE = -1;

  private final FrameSink sink;
  private final int maxBlock;

  /** A header block that came in several frames. */
  private final Out block = new Out(0);

  /** The stream whose header block is not complete, 0 if none. */
  private int assembling;

  private boolean blockEnds;
  private boolean blockOwnParent;

  /**
   * A reader.
   *
   * @param maxBlock most bytes of one header block before decompression
   */
  FrameReader(FrameSink sink, int maxBlock) {
    this.sink = sink;
    this.maxBlock = maxBlock;
  }

  /** Whether a header block has begun and its end has not come. */
  boolean inHeaders() {
    return assembling != 0;
  }

  /**
   * Reads one frame.
   *
   * @return the index after it, or {@link #INCOMPLETE}
   */
  int read(byte[] bytes, int start, int end) throws ConnectionError {
    if (end - start < Frame.HEADER) {
      return INCOMPLETE;
    }
    int length = Frame.u24(bytes, start);
    int type = bytes[start + 3] & 0xff;
    int stream = Frame.u31(bytes, start + 5);
    if (length > Frame.MAX_PAYLOAD) {
      throw new ConnectionError(FRAME_SIZE_ERROR, "a frame of " + length + " bytes");
    }
    if (assembling != 0 && (type != Frame.CONTINUATION || stream != assembling)) {
      throw new ConnectionError(PROTOCOL_ERROR, "a header block is interrupted");
    }
    int payload = start + Frame.HEADER;
    if (end - payload < length) {
      return INCOMPLETE;
    }
    frame(type, bytes[start + 4], stream, bytes, payload, length);
    return payload + length;
  }

  private void frame(int type, int flags, int stream, byte[] bytes, int at, int length)
      throws ConnectionError {
    switch (type) {
      case Frame.DATA -> data(flags, onStream(stream, "DATA"), bytes, at, length);
      case Frame.HEADERS -> headers(flags, onStream(stream, "HEADERS"), bytes, at, length);
      case Frame.PRIORITY -> priority(onStream(stream, "PRIORITY"), bytes, at, length);
      case Frame.RST_STREAM -> {
        size(length == 4, "RST_STREAM");
        sink.resetByPeer(onStream(stream, "RST_STREAM"));
      }
      case Frame.SETTINGS -> settings(flags, stream, bytes, at, length);
      case Frame.PUSH_PROMISE ->
          throw new ConnectionError(PROTOCOL_ERROR, "PUSH_PROMISE from a client");
      case Frame.PING -> {
        onConnection(stream, "PING");
        size(length == 8, "PING");
        sink.ping(bytes, at, (flags & Frame.ACK) != 0);
      }
      case Frame.GOAWAY -> {
        onConnection(stream, "GOAWAY");
        size(length >= 8, "GOAWAY");
        sink.goAway();
      }
      case Frame.WINDOW_UPDATE -> {
        size(length == 4, "WINDOW_UPDATE");
        sink.windowUpdate(stream, Frame.u31(bytes, at));
      }
      case Frame.CONTINUATION -> continuation(flags, bytes, at, length);
      case Frame.PRIORITY_UPDATE -> {
        onConnection(stream, "PRIORITY_UPDATE");
        size(length >= 4, "PRIORITY_UPDATE");
        sink.priorityUpdate(Frame.u31(bytes, at), bytes, at + 4, length - 4);
      }
      default -> sink.ignored(type);
    }
  }

  private void data(int flags, int stream, byte[] bytes, int at, int length)
      throws ConnectionError {
    int padding = padding(flags, bytes, at, length);
    int skip = (flags & Frame.PADDED) != 0 ? 1 : 0;
    sink.data(
        stream, bytes, at + skip, length - skip - padding, length, (flags & Frame.END_STREAM) != 0);
  }

  private void headers(int flags, int stream, byte[] bytes, int at, int length)
      throws ConnectionError {
    int padding = padding(flags, bytes, at, length);
    int from = at + ((flags & Frame.PADDED) != 0 ? 1 : 0);
    int to = at + length - padding;
    boolean ownParent = false;
    if ((flags & Frame.WITH_PRIORITY) != 0) {
      size(to - from >= 5, "HEADERS");
      ownParent = Frame.u31(bytes, from) == stream;
      from += 5;
    }
    boolean ends = (flags & Frame.END_STREAM) != 0;
    if ((flags & Frame.END_HEADERS) != 0) {
      sink.headers(stream, bytes, from, to - from, ends, ownParent);
      return;
    }
    assembling = stream;
    blockEnds = ends;
    blockOwnParent = ownParent;
    block.put(bytes, from, to - from);
  }

  private void continuation(int flags, byte[] bytes, int at, int length) throws ConnectionError {
    if (assembling == 0) {
      throw new ConnectionError(PROTOCOL_ERROR, "CONTINUATION without HEADERS");
    }
    if (block.length + length > maxBlock) {
      throw new ConnectionError(ENHANCE_YOUR_CALM, "a header block out of proportion");
    }
    sink.continuation(length);
    block.put(bytes, at, length);
    if ((flags & Frame.END_HEADERS) != 0) {
      int stream = assembling;
      assembling = 0;
      sink.headers(stream, block.array, 0, block.length, blockEnds, blockOwnParent);
      block.clear();
    }
  }

  private void priority(int stream, byte[] bytes, int at, int length) throws ConnectionError {
    if (length != 5) {
      sink.streamError(stream, FRAME_SIZE_ERROR, "PRIORITY of the wrong length");
    } else if (Frame.u31(bytes, at) == stream) {
      sink.streamError(stream, PROTOCOL_ERROR, "a stream that depends on itself");
    } else {
      sink.ignored(Frame.PRIORITY);
    }
  }

  private void settings(int flags, int stream, byte[] bytes, int at, int length)
      throws ConnectionError {
    onConnection(stream, "SETTINGS");
    if ((flags & Frame.ACK) != 0) {
      size(length == 0, "SETTINGS");
      sink.settingsAcknowledged();
    } else {
      size(length % 6 == 0, "SETTINGS");
      sink.settings(bytes, at, length);
    }
  }

  private static int padding(int flags, byte[] bytes, int at, int length) throws ConnectionError {
    if ((flags & Frame.PADDED) == 0) {
      return 0;
    }
    size(length > 0, "a padded frame");
    int padding = bytes[at] & 0xff;
    if (padding >= length) {
      throw new ConnectionError(PROTOCOL_ERROR, "more padding than frame");
    }
    return padding;
  }

  private static int onStream(int stream, String type) throws ConnectionError {
    if (stream == 0) {
      throw new ConnectionError(PROTOCOL_ERROR, type + " on stream 0");
    }
    return stream;
  }

  private static void onConnection(int stream, String type) throws ConnectionError {
    if (stream != 0) {
      throw new ConnectionError(PROTOCOL_ERROR, type + " on a stream");
    }
  }

  private static void size(boolean right, String type) throws ConnectionError {
    if (!right) {
      throw new ConnectionError(FRAME_SIZE_ERROR, type + " of the wrong length");
    }
  }
}

package dev.covet.engine.http2;

import dev.covet.engine.connection.Crossing;
import dev.covet.engine.connection.Framing;
import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.Status;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one stream on its way to the client: head, body bytes that wait for a window,
 * trailers. Event loop only (a carried thread counts as the loop).
 */
final class StreamOutput {
  /** Bytes beyond which a writer waits. */
  static final int HIGH = 32 << 10;

  private static final byte[] NOTHING = new byte[0];

  private boolean started;
  private boolean headSent;
  private Status status = Status.OK;
  private Headers headers = Headers.empty();
  private long contentLength = -1;
  private boolean bodyAllowed;
  private boolean counted;
  private long left;
  private boolean ended;
  private Headers trailers = Headers.empty();

  /** What waits: either the array that was given to respond, or the buffer of a stream. */
  private byte[] bytes = NOTHING;

  private int start;
  private int end;
  private @Nullable Out buffer;
  @Nullable Crossing writing;

  /** What fills it in place of a handler, or null. */
  @Nullable Http2Tunnel tunnel;

  // ---- given by the exchange

  void head(Method method, Status answer, Headers fields, long length) {
    Framing framing = Framing.of(answer, method, HttpVersion.HTTP_2, length);
    started = true;
    status = answer;
    headers = fields;
    contentLength = framing.contentLength(length);
    bodyAllowed = framing.bodyAllowed();
    counted = length >= 0;
    left = length;
  }

  /** Gives the whole body; the array must not change until it is sent or {@link #own}. */
  void whole(byte[] source, int offset, int length) {
    left = 0;
    ended = true;
    if (bodyAllowed) {
      bytes = source;
      start = offset;
      end = offset + length;
    }
  }

  /** Copies what is left of a body that the caller may change. */
  void own() {
    if (start < end) {
      bytes = java.util.Arrays.copyOfRange(bytes, start, end);
      end -= start;
      start = 0;
    }
  }

  /** Appends body bytes; false if they are more than announced, and none are appended then. */
  boolean append(byte[] source, int offset, int length) {
    if (counted && length > left) {
      return false;
    }
    left -= length;
    if (!bodyAllowed || length == 0) {
      return true;
    }
    Out to = buffer;
    if (to == null) {
      to = new Out();
      buffer = to;
    }
    if (start > 0) {
      System.arraycopy(to.array, start, to.array, 0, end - start);
      to.length = end - start;
      start = 0;
    }
    to.put(source, offset, length);
    bytes = to.array;
    end = to.length;
    return true;
  }

  /** Ends the body; false if fewer bytes came than were announced. */
  boolean end(Headers fields) {
    if (bodyAllowed && counted && left > 0) {
      return false;
    }
    ended = true;
    if (bodyAllowed) {
      trailers = fields;
    }
    return true;
  }

  /** Moves bytes of a writer that waits into the room that there is; false if they are too many. */
  boolean pump() {
    Http2Tunnel carried = tunnel;
    if (carried != null && waiting() < HIGH) {
      carried.sent();
    }
    Crossing op = writing;
    if (op == null || waiting() >= HIGH) {
      return true;
    }
    if (!op.work()) {
      writing = null;
      return true;
    }
    int count = Math.min(op.left(), HIGH - waiting());
    if (!append(op.bytes, op.offset, count)) {
      writing = null;
      op.failNow(new IOException("more bytes than the announced Content-Length"));
      return false;
    }
    op.offset += count;
    if (op.left() == 0) {
      writing = null;
      op.done(0);
    } else {
      op.pause();
    }
    return true;
  }

  /** Nothing will be sent any more; a writer that still waits is told why. */
  void drop(String reason) {
    Crossing op = writing;
    writing = null;
    if (op != null) {
      op.fail(new IOException(reason));
    }
    bytes = NOTHING;
    buffer = null;
    start = 0;
    end = 0;
  }

  // ---- taken by the sender

  boolean started() {
    return started;
  }

  /** Whether the head waits to be sent. */
  boolean headWaits() {
    return started && !headSent;
  }

  void headSent() {
    headSent = true;
  }

  Status status() {
    return status;
  }

  Headers headers() {
    return headers;
  }

  long contentLength() {
    return contentLength;
  }

  Headers trailers() {
    return trailers;
  }

  /** Bytes that wait. */
  int waiting() {
    return end - start;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  void sent(int count) {
    start += count;
    if (start == end && buffer != null) {
      buffer.clear();
      bytes = buffer.array;
      start = 0;
      end = 0;
    }
  }

  /** Whether the handler has given everything. */
  boolean ended() {
    return ended;
  }

  /** Whether END_STREAM goes with the last byte that waits. */
  boolean endsWithBody() {
    return ended && trailers.isEmpty();
  }
}

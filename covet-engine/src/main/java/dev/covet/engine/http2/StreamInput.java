package dev.covet.engine.http2;

import dev.covet.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way to the handler: what has arrived and was not taken yet. The
 * window bounds it. Event loop only (a carried thread counts as the loop).
 */
final class StreamInput {
  static final int END = -1;
  static final int MORE = -2;
  static final int TOO_LARGE = -3;

  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes = NOTHING;
  private int start;
  private int end;
  private final long announced;
  private long received;
  private long taken;
  private long skipped;
  private boolean ended;
  private Headers trailers = Headers.empty();

  /** What the client may still send. */
  private int window = Frame.DEFAULT_WINDOW;

  /** Taken since the last WINDOW_UPDATE. */
  private int credit;

  StreamInput(long announced, boolean ended) {
    this.announced = announced;
    this.ended = ended;
  }

  /**
   * Takes what a DATA frame brought.
   *
   * @param flow what it costs in flow control
   * @return false if the client ignored the window
   */
  boolean receive(byte[] source, int offset, int length, int flow) {
    window -= flow;
    if (window < 0) {
      return false;
    }
    // Padding is used up at once.
    credit += flow - length;
    received += length;
    if (bytes.length - end < length) {
      makeRoom(length);
    }
    System.arraycopy(source, offset, bytes, end, length);
    end += length;
    return true;
  }

  /** Drops what a DATA frame brought; false if the client ignored the window. */
  boolean skip(int length, int flow) {
    window -= flow;
    credit += flow;
    received += length;
    skipped += flow;
    return window >= 0;
  }

  /** Bytes dropped unread. */
  long skipped() {
    return skipped;
  }

  private void makeRoom(int length) {
    int size = end - start;
    byte[] target =
        bytes.length - size >= length
            ? bytes
            : new byte[Math.max(size + length, Math.min(bytes.length * 2, Frame.DEFAULT_WINDOW))];
    System.arraycopy(bytes, start, target, 0, size);
    bytes = target;
    start = 0;
    end = size;
  }

  /** Whether the length that came so far can not be the announced one. */
  boolean contradicts(boolean last) {
    return announced >= 0 && (received > announced || last && received < announced);
  }

  void end(@Nullable FieldList fields) {
    ended = true;
    if (fields != null) {
      String[] pairs = new String[fields.count() * 2];
      for (int i = 0; i < fields.count(); i++) {
        pairs[2 * i] = fields.name(i);
        pairs[2 * i + 1] = fields.value(i);
      }
      trailers = Headers.received(pairs);
    }
  }

  /** Whether the client has ended its side. */
  boolean ended() {
    return ended;
  }

  Headers trailers() {
    return ended && start == end ? trailers : Headers.empty();
  }

  /** Moves bytes out; returns their number, {@link #END}, {@link #MORE} or {@link #TOO_LARGE}. */
  int take(byte[] target, int offset, int length, long limit) {
    int count = Math.min(length, end - start);
    if (count == 0) {
      return ended ? END : MORE;
    }
    if (taken + count > limit) {
      return TOO_LARGE;
    }
    System.arraycopy(bytes, start, target, offset, count);
    start += count;
    taken += count;
    credit += count;
    if (start == end) {
      start = 0;
      end = 0;
    }
    return count;
  }

  long taken() {
    return taken;
  }

  /** Drops what is left; returns how many bytes of the connection's window it held. */
  int drop() {
    int left = end - start;
    credit += left;
    skipped += left;
    bytes = NOTHING;
    start = 0;
    end = 0;
    return left;
  }

  /** Whether a WINDOW_UPDATE is due; small ones wait. */
  boolean updateDue() {
    return !ended && credit >= Frame.DEFAULT_WINDOW / 2;
  }

  /** The increment of the WINDOW_UPDATE that is sent now. */
  int update() {
    int increment = credit;
    credit = 0;
    window += increment;
    return increment;
  }
}

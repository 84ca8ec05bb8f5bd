package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.Headers;
import dev.covet.http.Limits;
import org.jspecify.annotations.Nullable;

/** The body of one request: what of it is still to come, in either framing. Event loop only. */
final class RequestBody {
  /** What {@link #take} returns when more bytes are needed. */
  static final int MORE = 0;

  /** What {@link #take} returns at the end of the body. */
  static final int END = -1;

  /**
   * What {@link #take} returns when the framing is broken or the body too large: see {@link
   * #refusal()}.
   */
  static final int BROKEN = -2;

  private final ChunkedDecoder decoder;
  private boolean chunked;
  private long left;
  private boolean ended;
  private @Nullable Refusal refusal;

  /** Bytes of the body that have been taken, for the rate. */
  private long taken;

  /** The same without the framing. */
  private long payload;

  RequestBody(Limits limits) {
    this.decoder = new ChunkedDecoder(limits);
  }

  void begin(boolean chunked, long length, long limit) {
    this.chunked = chunked;
    this.left = length;
    this.ended = !chunked && length == 0;
    this.refusal = null;
    this.taken = 0;
    this.payload = 0;
    if (chunked) {
      decoder.reset(limit);
    }
  }

  /** A route's own limit, before anything was taken. */
  void limit(long limit) {
    if (chunked) {
      decoder.reset(limit);
    }
  }

  boolean ended() {
    return ended;
  }

  long taken() {
    return taken;
  }

  /** Bytes of the body itself that have been taken. */
  long payload() {
    return payload;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  Headers trailers() {
    return chunked && ended ? decoder.trailers() : Headers.empty();
  }

  /** Bytes that must still come for the end at the least; 0 when ended. */
  long left() {
    return chunked ? (ended ? 0 : 1) : left;
  }

  /** Moves body bytes from the input to the target: their count, or one of the constants above. */
  int take(Input input, byte[] target, int offset, int length) {
    if (refusal != null) {
      return BROKEN;
    }
    if (ended) {
      return END;
    }
    if (input.size() == 0) {
      return MORE;
    }
    return chunked ? decode(input, target, offset, length) : copy(input, target, offset, length);
  }

  private int copy(Input input, byte[] target, int offset, int length) {
    int count = (int) Math.min(Math.min(length, left), input.size());
    System.arraycopy(input.bytes, input.start, target, offset, count);
    input.consume(count);
    left -= count;
    taken += count;
    payload += count;
    ended = left == 0;
    return count;
  }

  private int decode(Input input, byte[] target, int offset, int length) {
    int count = decoder.decode(input.bytes, input.start, input.end, target, offset, length);
    input.consume(decoder.consumed());
    taken += decoder.consumed();
    refusal = decoder.refusal();
    ended = decoder.done();
    if (count > 0) {
      payload += count;
      return count;
    }
    if (refusal != null) {
      return BROKEN;
    }
    return ended ? END : MORE;
  }
}

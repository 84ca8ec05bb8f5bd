package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.Headers;
import dev.covet.http.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link ChunkedDecoder} makes of some bytes, for comparison; and the ways to feed it.
 *
 * @param data what was decoded
 * @param consumed the bytes of input that were taken
 * @param done whether the body ended
 * @param refusal why it is refused
 * @param trailers null unless the body ended
 */
record ChunkedOutcome(
    String data,
    int consumed,
    boolean done,
    @Nullable Refusal refusal,
    @Nullable Headers trailers) {

  static final long LIMIT = 1 << 20;

  static ChunkedOutcome whole(String input) {
    return whole(HeadOutcome.bytes(input), new ChunkedDecoder(Limits.defaults()), LIMIT);
  }

  static ChunkedOutcome whole(byte[] input, ChunkedDecoder decoder, long limit) {
    return pieces(input, Math.max(1, input.length), input.length, decoder, limit);
  }

  /** Two calls, from two arrays. */
  static ChunkedOutcome split(byte[] input, int at, ChunkedDecoder decoder, long limit) {
    decoder.reset(limit);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int consumed = feed(Arrays.copyOf(input, at), decoder, data, input.length);
    if (consumed == at) {
      consumed += feed(Arrays.copyOfRange(input, at, input.length), decoder, data, input.length);
    }
    return of(decoder, data, consumed);
  }

  /**
   * Pieces of some bytes each.
   *
   * @param room space for data in each call
   */
  static ChunkedOutcome pieces(
      byte[] input, int piece, int room, ChunkedDecoder decoder, long limit) {
    decoder.reset(limit);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int consumed = 0;
    for (int at = 0; at < input.length && consumed == at; at += piece) {
      int end = Math.min(input.length, at + piece);
      consumed += feed(Arrays.copyOfRange(input, at, end), decoder, data, room);
    }
    return of(decoder, data, consumed);
  }

  /** The data lies where the input was, as when a body is dropped. */
  static ChunkedOutcome inPlace(byte[] input, ChunkedDecoder decoder, long limit) {
    decoder.reset(limit);
    byte[] bytes = input.clone();
    int count = decoder.decode(bytes, 0, bytes.length, bytes, 0, bytes.length);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(bytes, 0, count);
    return of(decoder, data, decoder.consumed());
  }

  private static int feed(
      byte[] piece, ChunkedDecoder decoder, ByteArrayOutputStream data, int room) {
    byte[] out = new byte[room + 2];
    int at = 0;
    while (at < piece.length) {
      int count = decoder.decode(piece, at, piece.length, out, 1, Math.max(1, room));
      data.write(out, 1, count);
      at += decoder.consumed();
      if (decoder.consumed() == 0) {
        break;
      }
    }
    return at;
  }

  private static ChunkedOutcome of(
      ChunkedDecoder decoder, ByteArrayOutputStream data, int consumed) {
    return new ChunkedOutcome(
        data.toString(StandardCharsets.ISO_8859_1),
        consumed,
        decoder.done(),
        decoder.refusal(),
        decoder.done() ? decoder.trailers() : null);
  }
}

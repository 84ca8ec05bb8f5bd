package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.Headers;
import dev.covet.http.Limits;
import dev.covet.http.Tokens;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a chunked body (RFC 9112, section 7.1) as its bytes arrive. Strict: what one server reads
 * differently from another is where requests are smuggled. Event loop only.
 */
final class ChunkedDecoder {
  private static final int MAX_DIGITS = 15;

  /**
   * Extensions carry nothing that anybody uses: bounded in each chunk, and over all by this and the
   * data itself.
   */
  private static final int MAX_EXTENSION = 1 << 10;

  private static final int FREE_EXTENSIONS = 4 << 10;

  /**
   * Fields that decide before the body, so they mean nothing after it (RFC 9110, section 6.5.1);
   * dropped.
   */
  private static final Set<String> NOT_IN_TRAILERS =
      Set.of(
          "content-length",
          "transfer-encoding",
          "host",
          "trailer",
          "te",
          "connection",
          "keep-alive",
          "upgrade",
          "expect",
          "content-encoding",
          "content-type",
          "content-range",
          "authorization",
          "cookie",
          "set-cookie",
          "cache-control",
          "max-forwards",
          "range");

  private enum State {
    SIZE,
    EXTENSION,
    QUOTED,
    ESCAPED,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER,
    DONE
  }

  private State state = State.DONE;
  private long limit;
  private long size;
  private int digits;
  private long total;
  private int extension;
  private long extensions;
  private int consumed;
  private @Nullable Refusal refusal;
  private final FieldBlock trailerFields;
  private final int maxTrailer;
  private byte[] trailer = new byte[0];
  private int trailerLength;

  ChunkedDecoder(Limits limits) {
    trailerFields = new FieldBlock(limits.headerBytes(), limits.headerCount());
    maxTrailer = limits.headerBytes() + 2;
  }

  /**
   * Prepares for the next body.
   *
   * @param bodyLimit most bytes of data
   */
  void reset(long bodyLimit) {
    state = State.SIZE;
    limit = bodyLimit;
    size = 0;
    digits = 0;
    total = 0;
    extension = 0;
    extensions = 0;
    consumed = 0;
    refusal = null;
    trailerLength = 0;
    trailerFields.begin(0);
  }

  /** Bytes of input that the last {@link #decode} took. */
  int consumed() {
    return consumed;
  }

  /** Whether the last chunk and the trailers have come. */
  boolean done() {
    return state == State.DONE;
  }

  /** Why the body is refused, or null. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /**
   * Decodes as far as input and output allow. The output may lie in the input's own place.
   *
   * @return the bytes of data written; 0 if more input is needed, at the end, or on a refusal
   */
  int decode(byte[] in, int from, int to, byte[] out, int offset, int length) {
    int at = from;
    int count = 0;
    while (at < to && refusal == null && state != State.DONE) {
      if (state == State.DATA) {
        if (count == length) {
          break;
        }
        int part = (int) Math.min(size, Math.min(to - at, length - count));
        System.arraycopy(in, at, out, offset + count, part);
        at += part;
        count += part;
        size -= part;
        if (size == 0) {
          state = State.DATA_CR;
        }
      } else {
        step(in[at++]);
      }
    }
    consumed = at - from;
    return count;
  }

  private void step(byte b) {
    switch (state) {
      case SIZE -> size(b);
      case EXTENSION -> extension(b);
      case QUOTED -> quoted(b);
      case ESCAPED -> {
        count();
        if (isText(b)) {
          state = State.QUOTED;
        } else {
          refuse(Refusal.CHUNK_EXTENSION);
        }
      }
      case SIZE_LF -> sizeEnd(b);
      case DATA_CR -> expect(b, '\r', State.DATA_LF);
      case DATA_LF -> {
        expect(b, '\n', State.SIZE);
        size = 0;
        digits = 0;
        extension = 0;
      }
      case TRAILER -> trailer(b);
      case DATA, DONE -> throw new IllegalStateException(state.name());
    }
  }

  private void size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      size = size << 4 | digit;
      if (++digits > MAX_DIGITS) {
        refuse(Refusal.CHUNK_SIZE);
      }
    } else if (digits > 0 && b == '\r') {
      state = State.SIZE_LF;
    } else if (digits > 0 && b == ';') {
      state = State.EXTENSION;
    } else {
      refuse(Refusal.CHUNK_SIZE);
    }
  }

  private void extension(byte b) {
    if (b == '\r') {
      state = State.SIZE_LF;
      return;
    }
    count();
    if (b == '"') {
      state = State.QUOTED;
    } else if (!Tokens.isTokenChar(b) && b != ';' && b != '=' && b != ' ' && b != '\t') {
      refuse(Refusal.CHUNK_EXTENSION);
    }
  }

  private void quoted(byte b) {
    count();
    if (b == '"') {
      state = State.EXTENSION;
    } else if (b == '\\') {
      state = State.ESCAPED;
    } else if (!isText(b)) {
      refuse(Refusal.CHUNK_EXTENSION);
    }
  }

  private static boolean isText(byte b) {
    return b < 0 || b >= ' ' && b != 0x7f || b == '\t';
  }

  private void count() {
    extensions++;
    if (++extension > MAX_EXTENSION || extensions > FREE_EXTENSIONS + total) {
      refuse(Refusal.CHUNK_EXTENSIONS);
    }
  }

  private void sizeEnd(byte b) {
    if (b != '\n') {
      refuse(Refusal.CHUNK_SIZE);
    } else if (size == 0) {
      state = State.TRAILER;
    } else if (size > limit - total) {
      refuse(Refusal.BODY_TOO_LARGE);
    } else {
      total += size;
      state = State.DATA;
    }
  }

  private void expect(byte b, char wanted, State next) {
    if (b == wanted) {
      state = next;
    } else {
      refuse(Refusal.CHUNK_END);
    }
  }

  /** Collects the trailer, because the bytes it comes in belong to the connection. */
  private void trailer(byte b) {
    if (trailerLength == trailer.length) {
      trailer = Arrays.copyOf(trailer, Math.min(maxTrailer, Math.max(64, trailer.length * 2)));
    }
    trailer[trailerLength++] = b;
    if (b != '\n' && trailerLength < maxTrailer) {
      return;
    }
    int end = trailerFields.parse(trailer, 0, trailerLength);
    if (end == FieldBlock.REFUSED) {
      refuse(trailerFields.refusal());
    } else if (end != FieldBlock.INCOMPLETE) {
      state = State.DONE;
    }
  }

  private void refuse(@Nullable Refusal why) {
    if (refusal == null) {
      refusal = why;
    }
  }

  /** The trailer fields, without those that have no place there. */
  Headers trailers() {
    String[] fields = new String[trailerFields.count() * 2];
    int n = 0;
    for (int i = 0; i < trailerFields.count(); i++) {
      String name = trailerFields.name(i);
      if (!NOT_IN_TRAILERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        fields[n++] = name;
        fields[n++] = trailerFields.value(i);
      }
    }
    return Headers.of(Arrays.copyOf(fields, n));
  }
}

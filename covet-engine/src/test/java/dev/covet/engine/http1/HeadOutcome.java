package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.HttpVersion;
import dev.covet.http.Limits;
import dev.covet.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link RequestHead} says about some bytes, for comparison; and the ways to feed it.
 *
 * @param end the index after the head, or one of the parser's constants
 * @param refusal why it is refused
 * @param parsed the values, null unless the head is complete
 */
record HeadOutcome(int end, @Nullable Refusal refusal, @Nullable Parsed parsed) {
  private static final byte SCRIBBLE = 'Z';

  /** The values of a complete head. */
  record Parsed(
      Method method,
      HttpVersion version,
      String path,
      @Nullable String query,
      String authority,
      List<String> fields,
      long contentLength,
      boolean chunked,
      boolean keepAlive,
      boolean expectContinue) {}

  static HeadOutcome whole(String input) {
    return whole(bytes(input), parser());
  }

  static HeadOutcome whole(byte[] input, RequestHead head) {
    head.reset();
    return of(head, head.parse(input, 0, input.length), 0);
  }

  /** Two calls; between them the bytes move to another array. */
  static HeadOutcome split(byte[] input, int at, RequestHead head) {
    head.reset();
    int end = head.parse(Arrays.copyOf(input, at), 0, at);
    if (end != RequestHead.INCOMPLETE) {
      return of(head, end, 0);
    }
    byte[] second = new byte[input.length + 7];
    System.arraycopy(input, 0, second, 7, input.length);
    return of(head, head.parse(second, 7, second.length), 7);
  }

  static HeadOutcome byteByByte(byte[] input, RequestHead head) {
    head.reset();
    int end = RequestHead.INCOMPLETE;
    for (int i = 1; i <= input.length && end == RequestHead.INCOMPLETE; i++) {
      end = head.parse(input, 0, i);
    }
    return of(head, end, 0);
  }

  /**
   * Pieces of some bytes each; within one array, as {@link Input} does it, all that came so far
   * moves between them.
   */
  static HeadOutcome moving(byte[] input, int piece, RequestHead head) {
    head.reset();
    byte[] array = new byte[2 * input.length + 64];
    Arrays.fill(array, SCRIBBLE);
    int start = input.length + 40;
    int end = RequestHead.INCOMPLETE;
    int length = 0;
    while (end == RequestHead.INCOMPLETE && length < input.length) {
      int next = start > 20 ? 3 : input.length + 40;
      System.arraycopy(array, start, array, next, length);
      Arrays.fill(array, 0, next, SCRIBBLE);
      int more = Math.min(piece, input.length - length);
      System.arraycopy(input, length, array, next + length, more);
      length += more;
      Arrays.fill(array, next + length, array.length, SCRIBBLE);
      start = next;
      end = head.parse(array, start, start + length);
    }
    return of(head, end, start);
  }

  private static HeadOutcome of(RequestHead head, int end, int start) {
    if (end == RequestHead.INCOMPLETE) {
      return new HeadOutcome(end, null, null);
    }
    if (end == RequestHead.REFUSED) {
      return new HeadOutcome(end, head.refusal(), null);
    }
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < head.headerCount(); i++) {
      fields.add(head.headerName(i) + "=" + head.headerValue(i));
    }
    return new HeadOutcome(
        end - start,
        null,
        new Parsed(
            head.method(),
            head.version(),
            head.rawPath(),
            head.rawQuery(),
            head.authority(),
            fields,
            head.contentLength(),
            head.chunked(),
            head.keepAlive(),
            head.expectContinue()));
  }

  static RequestHead parser() {
    return new RequestHead(Limits.defaults(), false, new RecentPaths());
  }

  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}

package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header or trailer fields (RFC 9112, section 5) as spans into the bytes they came in. Parses as
 * bytes arrive and goes on where it stopped, so a client that sends byte by byte costs no more than
 * one that sends all at once. Event loop only.
 *
 * <p>Positions are kept relative to a base, because the bytes may move between two calls.
 */
final class FieldBlock {
  static final int INCOMPLETE = -1;
  static final int REFUSED = -2;

  private static final int SPAN = 4;

  private final int maxBytes;
  private final int maxCount;

  /** For each field: name begin, name end, value begin, value end. */
  private int[] spans = new int[16 * SPAN];

  private int count;
  private byte[] bytes = new byte[0];
  private int base;
  private int block;
  private int line;
  private int scanned;
  private @Nullable Refusal refusal;

  FieldBlock(int maxBytes, int maxCount) {
    this.maxBytes = maxBytes;
    this.maxCount = maxCount;
  }

  /** Prepares for a block that begins at this offset from the base. */
  void begin(int offset) {
    block = offset;
    line = offset;
    scanned = offset;
    count = 0;
    refusal = null;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  /**
   * The index just after the empty line that ends the block, {@link #INCOMPLETE} or {@link
   * #REFUSED}.
   */
  int parse(byte[] buffer, int start, int end) {
    bytes = buffer;
    base = start;
    // Nothing beyond the limit is looked at, so the outcome does not depend on how the bytes were
    // cut in pieces.
    int cap = start + block + maxBytes + 2;
    int to = Math.min(end, cap);
    while (true) {
      int at = Bytes.control(buffer, start + scanned, to);
      if (at >= to - 1 && (at == to || buffer[at] == '\r')) {
        scanned = at - start;
        return to == cap ? refuse(Refusal.HEADERS_TOO_LARGE) : INCOMPLETE;
      }
      if (buffer[at] != '\r') {
        return refuse(buffer[at] == '\n' ? Refusal.BARE_LF : Refusal.CONTROL);
      }
      if (buffer[at + 1] != '\n') {
        return refuse(Refusal.BARE_CR);
      }
      if (at == start + line) {
        return at + 2;
      }
      if (at + 2 > cap - 2) {
        return refuse(Refusal.HEADERS_TOO_LARGE);
      }
      if (!field(buffer, start + line, at)) {
        return REFUSED;
      }
      line = at + 2 - start;
      scanned = line;
    }
  }

  private boolean field(byte[] buffer, int from, int end) {
    if (count == maxCount) {
      refuse(Refusal.TOO_MANY_HEADERS);
      return false;
    }
    int colon = from;
    while (colon < end && Tokens.isTokenChar(buffer[colon])) {
      colon++;
    }
    if (colon == from || colon == end || buffer[colon] != ':') {
      refuse(buffer[from] == ' ' || buffer[from] == '\t' ? Refusal.FOLDED : Refusal.FIELD_NAME);
      return false;
    }
    int valueStart = colon + 1;
    int valueEnd = end;
    while (valueStart < valueEnd && isBlank(buffer[valueStart])) {
      valueStart++;
    }
    while (valueEnd > valueStart && isBlank(buffer[valueEnd - 1])) {
      valueEnd--;
    }
    int at = count * SPAN;
    if (at == spans.length) {
      spans = Arrays.copyOf(spans, spans.length * 2);
    }
    spans[at] = from - base;
    spans[at + 1] = colon - base;
    spans[at + 2] = valueStart - base;
    spans[at + 3] = valueEnd - base;
    count++;
    return true;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private int refuse(Refusal why) {
    refusal = why;
    return REFUSED;
  }

  // ---- what was parsed

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  int nameLength(int index) {
    return spans[index * SPAN + 1] - spans[index * SPAN];
  }

  boolean is(int index, String lowerName) {
    int at = index * SPAN;
    return Bytes.isIgnoreCase(bytes, base + spans[at], base + spans[at + 1], lowerName);
  }

  int valueStart(int index) {
    return base + spans[index * SPAN + 2];
  }

  int valueEnd(int index) {
    return base + spans[index * SPAN + 3];
  }

  String name(int index) {
    int at = index * SPAN;
    return Bytes.text(bytes, base + spans[at], base + spans[at + 1]);
  }

  String value(int index) {
    return Bytes.text(bytes, valueStart(index), valueEnd(index));
  }

  @Nullable String first(String name) {
    int index = indexOf(name, 0);
    return index < 0 ? null : value(index);
  }

  List<String> all(String name) {
    int index = indexOf(name, 0);
    if (index < 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>(2);
    for (; index >= 0; index = indexOf(name, index + 1)) {
      values.add(value(index));
    }
    return List.copyOf(values);
  }

  private int indexOf(String name, int from) {
    for (int i = from; i < count; i++) {
      int at = i * SPAN;
      if (Bytes.isName(bytes, base + spans[at], base + spans[at + 1], name)) {
        return i;
      }
    }
    return -1;
  }
}

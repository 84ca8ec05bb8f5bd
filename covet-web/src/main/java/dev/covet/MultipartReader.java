package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a multipart body apart (RFC 2046, section 5.1), as it comes, with one buffer of fixed size.
 * Strict: lines end by CRLF, fields are not folded, the last boundary must be there. What stands
 * before the first boundary or after the last one means nothing, and is bounded. Used by one
 * thread.
 */
final class MultipartReader {
  private static final int BUFFER = 16 << 10;

  private final InputStream in;
  private final UploadLimits limits;

  /** What ends a part. */
  private final byte[] delimiter;

  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  /** Up to here the buffer holds data of the part; what follows may be a delimiter. */
  private int safe;

  /** The delimiter stands at {@link #safe}. */
  private boolean found;

  private boolean over;
  private int parts;

  MultipartReader(InputStream in, String boundary, UploadLimits limits) {
    this.in = in;
    this.limits = limits;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first boundary may stand at the very beginning, where no line ends before it.
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = 2;
  }

  /**
   * Goes on to the next part, past what is unread of this one.
   *
   * @return its fields as lines, or null after the last part
   */
  @Nullable List<String> next() throws IOException {
    if (over) {
      return null;
    }
    skipData();
    at += delimiter.length;
    found = false;
    safe = at;
    if (!boundaryEnds()) {
      over = true;
      return null;
    }
    if (++parts > limits.parts()) {
      throw Failure.TOO_LARGE.because("the form has more than " + limits.parts() + " parts");
    }
    List<String> fields = fields();
    safe = at;
    return fields;
  }

  /** Reads data of the part; -1 at its end. */
  int read(byte[] target, int from, int length) throws IOException {
    while (at == safe) {
      if (found) {
        return -1;
      }
      find();
    }
    int count = Math.min(length, safe - at);
    System.arraycopy(buffer, at, target, from, count);
    at += count;
    return count;
  }

  private void skipData() throws IOException {
    long skipped = 0;
    while (true) {
      skipped += safe - at;
      at = safe;
      if (found) {
        return;
      }
      if (parts == 0 && skipped > limits.headers()) {
        throw Failure.MALFORMED_FORM.because("the form does not begin with its boundary");
      }
      find();
    }
  }

  /** Looks for the delimiter in what follows {@link #safe}, reading more if that does not do. */
  private void find() throws IOException {
    while (true) {
      int place = indexOf(safe);
      if (place >= 0) {
        safe = place;
        found = true;
        return;
      }
      // What could be the begin of a delimiter stays.
      int sure = Math.max(safe, end - delimiter.length + 1);
      if (sure > safe) {
        safe = sure;
        return;
      }
      more();
    }
  }

  private int indexOf(int from) {
    for (int i = from; i <= end - delimiter.length; i++) {
      if (buffer[i] == '\r' && startsWith(i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean startsWith(int place) {
    for (int i = 1; i < delimiter.length; i++) {
      if (buffer[place + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads more; what was read is dropped to make room. */
  private void more() throws IOException {
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      safe -= at;
      end -= at;
      at = 0;
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw Failure.MALFORMED_FORM.because("the form is cut off: its last boundary is missing");
    }
    end += count;
  }

  /** After a boundary: true if a part follows, false if it was the last one. */
  private boolean boundaryEnds() throws IOException {
    int c = nextByte();
    if (c == '-') {
      if (nextByte() != '-' || !lastEnds()) {
        throw malformedBoundary();
      }
      return false;
    }
    int padding = 0;
    while ((c == ' ' || c == '\t') && padding++ < delimiter.length) {
      c = nextByte();
    }
    if (c != '\r' || nextByte() != '\n') {
      throw malformedBoundary();
    }
    return true;
  }

  /** The last boundary is followed by nothing, by a new line, or by spaces. */
  private boolean lastEnds() throws IOException {
    int next = at < end ? buffer[at] : in.read();
    return next < 0 || next == '\r' || next == ' ' || next == '\t';
  }

  private static HttpException malformedBoundary() {
    return Failure.MALFORMED_FORM.because("a boundary of the form is not followed by CRLF");
  }

  private List<String> fields() throws IOException {
    List<String> fields = new ArrayList<>(3);
    int[] left = {limits.headers()};
    String line = line(left);
    while (!line.isEmpty()) {
      fields.add(line);
      line = line(left);
    }
    return fields;
  }

  private String line(int[] left) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = nextByte();
      if (--left[0] < 0) {
        throw Failure.TOO_LARGE.because(
            "the fields of a part have more than " + limits.headers() + " bytes");
      }
      if (c == '\r') {
        if (nextByte() != '\n') {
          throw malformedField();
        }
        return line.toString();
      }
      if (c < ' ' && c != '\t' || c == 0x7f) {
        throw malformedField();
      }
      line.append((char) c);
    }
  }

  private static HttpException malformedField() {
    return Failure.MALFORMED_FORM.because("a part of the form has a malformed field");
  }

  private int nextByte() throws IOException {
    if (at == end) {
      safe = at;
      more();
    }
    return buffer[at++] & 0xff;
  }
}

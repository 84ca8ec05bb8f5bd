package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.HostSyntax;
import dev.covet.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a request say about the message and the connection: body length (RFC 9112,
 * section 6), Host (section 3.2), Connection (section 9), Expect (RFC 9110, section 10.1.1).
 * Whatever two readers could understand differently is refused. Event loop only.
 */
final class MessageFraming {
  private static final int NONE = -1;

  private boolean chunked;
  private boolean close;
  private boolean keep;
  private boolean upgrade;
  private boolean expects;
  private long length;
  private int host;
  private HttpVersion version = HttpVersion.HTTP_1_1;

  /** Reads the fields; returns why the request is refused, or null. */
  @Nullable Refusal read(FieldBlock fields, RequestLine line, boolean strictHost) {
    chunked = false;
    close = false;
    keep = false;
    upgrade = false;
    expects = false;
    length = NONE;
    host = NONE;
    version = line.version();
    for (int i = 0; i < fields.count(); i++) {
      Refusal wrong = field(fields, i);
      if (wrong != null) {
        return wrong;
      }
    }
    if (chunked && length != NONE) {
      return Refusal.LENGTH_AND_CODING;
    }
    return host(fields, line, strictHost);
  }

  /** Most names differ from those that matter here by their length. */
  private @Nullable Refusal field(FieldBlock fields, int i) {
    switch (fields.nameLength(i)) {
      case 4 -> {
        if (fields.is(i, "host")) {
          return host(fields, i);
        }
      }
      case 6 -> {
        if (fields.is(i, "expect")) {
          return expect(fields, i);
        }
      }
      case 10 -> {
        if (fields.is(i, "connection")) {
          connection(fields.bytes(), fields.valueStart(i), fields.valueEnd(i));
        }
      }
      case 14 -> {
        if (fields.is(i, "content-length")) {
          return length(fields.bytes(), fields.valueStart(i), fields.valueEnd(i));
        }
      }
      case 17 -> {
        if (fields.is(i, "transfer-encoding")) {
          return coding(fields, i);
        }
      }
      default -> {}
    }
    return null;
  }

  private @Nullable Refusal host(FieldBlock fields, int i) {
    if (host != NONE) {
      return Refusal.HOST_TWICE;
    }
    host = i;
    return HostSyntax.isValid(fields.bytes(), fields.valueStart(i), fields.valueEnd(i))
        ? null
        : Refusal.HOST;
  }

  private @Nullable Refusal host(FieldBlock fields, RequestLine line, boolean strictHost) {
    if (host == NONE) {
      return version == HttpVersion.HTTP_1_0 ? null : Refusal.HOST_MISSING;
    }
    if (strictHost) {
      String authority = line.authority();
      if (authority != null && !authority.equalsIgnoreCase(fields.value(host))) {
        return Refusal.HOST_DIFFERS;
      }
    }
    return null;
  }

  private @Nullable Refusal length(byte[] bytes, int from, int end) {
    if (length != NONE) {
      return Refusal.LENGTH_TWICE;
    }
    if (from == end || end - from > 19 || bytes[from] == '0' && end - from > 1) {
      return Refusal.LENGTH;
    }
    long value = 0;
    for (int at = from; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return Refusal.LENGTH;
      }
      value = value * 10 + digit;
    }
    if (value < 0) {
      // 19 digits hold at most 10^19 - 1, which wraps around at most once.
      return Refusal.LENGTH;
    }
    length = value;
    return null;
  }

  private @Nullable Refusal coding(FieldBlock fields, int i) {
    if (version == HttpVersion.HTTP_1_0) {
      return Refusal.CODING_IN_1_0;
    }
    if (chunked) {
      return Refusal.CODING_TWICE;
    }
    if (!Bytes.isIgnoreCase(fields.bytes(), fields.valueStart(i), fields.valueEnd(i), "chunked")) {
      return Refusal.CODING;
    }
    chunked = true;
    return null;
  }

  private @Nullable Refusal expect(FieldBlock fields, int i) {
    if (!Bytes.isIgnoreCase(
        fields.bytes(), fields.valueStart(i), fields.valueEnd(i), "100-continue")) {
      return Refusal.EXPECTATION;
    }
    expects = true;
    return null;
  }

  private void connection(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      int comma = at;
      while (comma < end && bytes[comma] != ',') {
        comma++;
      }
      int first = at;
      int last = comma;
      while (first < last && (bytes[first] == ' ' || bytes[first] == '\t')) {
        first++;
      }
      while (last > first && (bytes[last - 1] == ' ' || bytes[last - 1] == '\t')) {
        last--;
      }
      close |= Bytes.isIgnoreCase(bytes, first, last, "close");
      keep |= Bytes.isIgnoreCase(bytes, first, last, "keep-alive");
      upgrade |= Bytes.isIgnoreCase(bytes, first, last, "upgrade");
      at = comma + 1;
    }
  }

  // ---- what was read

  boolean chunked() {
    return chunked;
  }

  /** The announced length, 0 if there is none. */
  long contentLength() {
    return Math.max(length, 0);
  }

  boolean keepAlive() {
    return !close && (version == HttpVersion.HTTP_1_1 || keep);
  }

  /**
   * Whether the Upgrade field counts (RFC 9110, section 7.8): Connection names it, and the version
   * is not 1.0.
   */
  boolean upgrade() {
    return upgrade && version == HttpVersion.HTTP_1_1;
  }

  /**
   * No 1xx may be sent to a client of HTTP/1.0, and without a body there is nothing to continue
   * with.
   */
  boolean expectContinue() {
    return expects && version == HttpVersion.HTTP_1_1 && (chunked || length > 0);
  }
}

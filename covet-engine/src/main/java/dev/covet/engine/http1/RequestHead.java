package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.HttpVersion;
import dev.covet.http.Limits;
import dev.covet.http.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses and validates the head of a request (RFC 9112, sections 2 to 6) strictly, as its bytes
 * arrive. One object serves many requests one after another and allocates nothing; Strings are made
 * when they are asked for. Event loop only.
 */
final class RequestHead {
  static final int INCOMPLETE = FieldBlock.INCOMPLETE;
  static final int REFUSED = FieldBlock.REFUSED;

  private static final int TLS_HANDSHAKE = 0x16;

  private final int maxLine;
  private final boolean strictHost;
  private final RequestLine requestLine;
  private final FieldBlock fields;
  private final MessageFraming framing = new MessageFraming();

  /** Where the request line begins, relative to the base: 2 after an ignored empty line. */
  private int begin;

  /** Up to where the request line was searched for its end, relative to the base. */
  private int scanned;

  private boolean started;
  private boolean lineDone;
  private boolean complete;
  private @Nullable Refusal refusal;
  private @Nullable String path;

  /**
   * A head that has not begun.
   *
   * @param paths of its loop
   */
  RequestHead(Limits limits, boolean strictHost, RecentPaths paths) {
    this.requestLine = new RequestLine(paths);
    this.maxLine = limits.requestLine();
    this.strictHost = strictHost;
    this.fields = new FieldBlock(limits.headerBytes(), limits.headerCount());
  }

  /** Prepares for the next request. */
  void reset() {
    begin = 0;
    scanned = 0;
    started = false;
    lineDone = false;
    complete = false;
    refusal = null;
    path = null;
  }

  /** Whether a byte of a head has come; an empty line before it does not count. */
  boolean started() {
    return started;
  }

  /**
   * Whether method, target and version are known: also of a request that is refused for its fields.
   */
  boolean hasRequestLine() {
    return lineDone;
  }

  /** Tells where the bytes are now, so that the target of a head that is not whole can be read. */
  void at(byte[] buffer, int start) {
    if (lineDone && !complete) {
      requestLine.at(buffer, start);
    }
  }

  /** Whether the whole head has come, be it refused or not. */
  boolean complete() {
    return complete;
  }

  /** Why {@link #parse} returned {@link #REFUSED}. */
  Refusal refusal() {
    if (refusal == null) {
      throw new IllegalStateException("not refused");
    }
    return refusal;
  }

  /**
   * Parses on. Between two calls the bytes may move, as long as {@code start} still points to the
   * same one.
   *
   * @return the index just after the head, {@link #INCOMPLETE} or {@link #REFUSED}
   */
  int parse(byte[] buffer, int start, int end) {
    if (!lineDone) {
      int line = line(buffer, start, end);
      if (line < 0) {
        return line;
      }
    }
    int head = fields.parse(buffer, start, end);
    if (head == REFUSED) {
      return refuse(fields.refusal());
    }
    if (head == INCOMPLETE) {
      return INCOMPLETE;
    }
    complete = true;
    requestLine.at(buffer, start);
    Refusal wrong = framing.read(fields, requestLine, strictHost);
    return wrong == null ? head : refuse(wrong);
  }

  private int line(byte[] buffer, int start, int end) {
    if (begin == 0 && end > start && buffer[start] == '\r') {
      if (end - start == 1) {
        return INCOMPLETE;
      }
      if (buffer[start + 1] != '\n') {
        return refuse(Refusal.BARE_CR);
      }
      begin = 2;
      scanned = 2;
    }
    int from = start + begin;
    if (from == end) {
      return INCOMPLETE;
    }
    started = true;
    int cap = from + maxLine + 2;
    int to = Math.min(end, cap);
    int at = Bytes.control(buffer, start + scanned, to);
    if (at >= to - 1 && (at == to || buffer[at] == '\r')) {
      scanned = at - start;
      return to == cap ? refuse(Refusal.REQUEST_LINE_TOO_LONG) : INCOMPLETE;
    }
    if (buffer[at] != '\r') {
      return refuse(control(buffer[at], at == from));
    }
    if (buffer[at + 1] != '\n') {
      return refuse(Refusal.BARE_CR);
    }
    Refusal wrong = requestLine.parse(buffer, start, from, at);
    if (wrong != null) {
      return refuse(wrong);
    }
    lineDone = true;
    fields.begin(at + 2 - start);
    return at;
  }

  private static Refusal control(byte b, boolean first) {
    if (b == '\n') {
      return Refusal.BARE_LF;
    }
    return first && b == TLS_HANDSHAKE ? Refusal.TLS : Refusal.CONTROL;
  }

  private int refuse(@Nullable Refusal why) {
    refusal = why;
    return REFUSED;
  }

  // ---- what was parsed

  Method method() {
    return requestLine.method();
  }

  HttpVersion version() {
    return requestLine.version();
  }

  String rawPath() {
    String known = path;
    if (known == null) {
      known = requestLine.path();
      path = known;
    }
    return known;
  }

  @Nullable String rawQuery() {
    return requestLine.query();
  }

  /** Host and port; the target's own come before the Host field (RFC 9112, section 3.2.2). */
  String authority() {
    String own = requestLine.authority();
    if (own != null) {
      return own;
    }
    String host = fields.first("host");
    return host == null ? "" : host;
  }

  int headerCount() {
    return fields.count();
  }

  String headerName(int index) {
    return fields.name(index);
  }

  String headerValue(int index) {
    return fields.value(index);
  }

  @Nullable String header(String name) {
    return fields.first(name);
  }

  List<String> headers(String name) {
    return fields.all(name);
  }

  /** The announced length of the body, 0 without a body, -1 if it is chunked. */
  long contentLength() {
    return framing.chunked() ? -1 : framing.contentLength();
  }

  boolean chunked() {
    return framing.chunked();
  }

  boolean keepAlive() {
    return framing.keepAlive();
  }

  /** Whether the client waits for 100 before it sends its body. */
  boolean expectContinue() {
    return framing.expectContinue();
  }

  /** What the client asks to switch to, or null. */
  @Nullable String upgrade() {
    return framing.upgrade() ? fields.first("upgrade") : null;
  }
}

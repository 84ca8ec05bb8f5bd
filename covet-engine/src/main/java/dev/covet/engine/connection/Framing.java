package dev.covet.engine.connection;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.Status;

/** How an answer is framed (RFC 9110, section 6.4.1 and 8.6; RFC 9112, section 6). */
public enum Framing {
  /** No body and no length: 1xx, 204, 304 without a known length. */
  NONE(false, false, false, false),
  /** The length is told and no body sent: HEAD, 304. */
  LENGTH_ONLY(false, true, false, false),
  /** No body and no length is told, because it is not known; HEAD of a stream in HTTP/1.1. */
  CHUNKED_ONLY(false, false, true, false),
  /** {@code Content-Length: 0}: 205. */
  EMPTY(false, true, false, false),
  /** The usual one. */
  LENGTH(true, true, false, false),
  CHUNKED(true, false, true, false),
  /** HTTP/1.0 knows no chunks: the end of the connection is the end of the body. */
  UNTIL_CLOSE(true, false, false, true);

  private final boolean bodyAllowed;
  private final boolean length;
  private final boolean chunked;
  private final boolean close;

  Framing(boolean bodyAllowed, boolean length, boolean chunked, boolean close) {
    this.bodyAllowed = bodyAllowed;
    this.length = length;
    this.chunked = chunked;
    this.close = close;
  }

  /**
   * The framing of an answer.
   *
   * @param length of the body in bytes, -1 if it is not known
   */
  public static Framing of(Status status, Method method, HttpVersion version, long length) {
    int code = status.code();
    if (code < 200 || code == 204) {
      return NONE;
    }
    if (code == 205) {
      return EMPTY;
    }
    if (code == 304) {
      // A length of 0 would be a statement about the representation, which is hardly ever empty.
      return length > 0 ? LENGTH_ONLY : NONE;
    }
    if (method == Method.HEAD) {
      return length >= 0 ? LENGTH_ONLY : version == HttpVersion.HTTP_1_0 ? NONE : CHUNKED_ONLY;
    }
    if (length >= 0) {
      return LENGTH;
    }
    return version == HttpVersion.HTTP_1_0 ? UNTIL_CLOSE : CHUNKED;
  }

  public boolean bodyAllowed() {
    return bodyAllowed;
  }

  /** The Content-Length to send for a body of this length, -1 for none. */
  public long contentLength(long known) {
    return length ? (this == EMPTY ? 0 : known) : -1;
  }

  public boolean chunked() {
    return chunked;
  }

  public boolean close() {
    return close;
  }
}

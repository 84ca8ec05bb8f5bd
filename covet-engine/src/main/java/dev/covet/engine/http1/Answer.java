package dev.covet.engine.http1;

import dev.covet.engine.connection.Framing;
import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.Status;
import java.nio.charset.StandardCharsets;

/**
 * The answer to one request as it goes into the output: head once, then the body in its framing.
 * Event loop only (a carried thread counts as the loop).
 */
final class Answer {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Out out;
  private final HeadWriter heads;
  private boolean started;
  private boolean ended;
  private boolean close;
  private boolean bodyAllowed;
  private boolean chunked;
  private boolean counted;
  private long left;
  private long announced;
  private int status;

  Answer(Out out, HeadWriter heads) {
    this.out = out;
    this.heads = heads;
  }

  void reset() {
    started = false;
    status = 0;
    ended = false;
    close = false;
  }

  boolean started() {
    return started;
  }

  /** Whether the whole answer is in the output. */
  boolean ended() {
    return ended;
  }

  /** The status code, 0 before the head. */
  int status() {
    return status;
  }

  /** Bytes of the body that were given, without their framing. */
  long sent() {
    return started && bodyAllowed ? announced - left : 0;
  }

  /** Whether the connection must close after it. */
  boolean close() {
    return close;
  }

  /** Makes the connection close after this answer, whatever was agreed. */
  void closeAfter() {
    close = true;
  }

  /**
   * Writes the head.
   *
   * @param length of the body in bytes, -1 if not known
   * @param keepAlive whether the connection may live on
   */
  void head(
      RequestHead request,
      Status status,
      Headers headers,
      long length,
      boolean keepAlive,
      long millis) {
    started = true;
    Framing framing = Framing.of(status, request.method(), request.version(), length);
    close |= !keepAlive || framing.close() || asksToClose(headers);
    bodyAllowed = framing.bodyAllowed();
    chunked = framing.chunked();
    counted = length >= 0;
    left = length;
    announced = length;
    this.status = status.code();
    heads.write(
        out,
        status,
        headers,
        framing.contentLength(length),
        chunked,
        close,
        !close && request.version() == HttpVersion.HTTP_1_0,
        millis);
  }

  /** Writes the head of a refusal of a request whose own head may be unreadable. */
  void refusal(Status status, Headers headers, int length, long millis) {
    started = true;
    close = true;
    bodyAllowed = true;
    chunked = false;
    counted = true;
    left = length;
    announced = length;
    this.status = status.code();
    heads.write(out, status, headers, length, false, true, false, millis);
  }

  /** Writes 101; there is no body, and nothing of HTTP after it. */
  void switching(String protocol, Headers headers, long millis) {
    started = true;
    ended = true;
    bodyAllowed = false;
    status = Status.SWITCHING_PROTOCOLS.code();
    heads.switching(out, protocol, headers, millis);
  }

  /** Appends body bytes; returns false if they are more than announced, and appends none then. */
  boolean body(byte[] source, int offset, int length) {
    if (counted && length > left) {
      return false;
    }
    left -= length;
    if (!bodyAllowed || length == 0) {
      return true;
    }
    if (chunked) {
      out.hex(length);
      out.put(CRLF);
      out.put(source, offset, length);
      out.put(CRLF);
    } else {
      out.put(source, offset, length);
    }
    return true;
  }

  /**
   * Counts body bytes that go past the output; false if they are more than announced or have no
   * place: only a body with a length is sent so.
   */
  boolean skip(int length) {
    if (!bodyAllowed || chunked || !counted || length > left) {
      return false;
    }
    left -= length;
    return true;
  }

  /**
   * Ends the body; returns false if fewer bytes came than were announced: the answer must be cut
   * then. Where there is no body, for HEAD say, none have to come.
   */
  boolean end(Headers trailers) {
    if (bodyAllowed && counted && left > 0) {
      return false;
    }
    if (bodyAllowed && chunked) {
      out.put(LAST_CHUNK);
      FieldWriter.write(out, trailers, Headers.empty());
      out.put(CRLF);
    }
    ended = true;
    return true;
  }

  private static boolean asksToClose(Headers headers) {
    if (headers.isEmpty()) {
      return false;
    }
    if (headers.first("connection") == null) {
      return false;
    }
    for (String connection : headers.all("connection")) {
      for (String option : connection.split(",", -1)) {
        if (option.strip().equalsIgnoreCase("close")) {
          return true;
        }
      }
    }
    return false;
  }
}

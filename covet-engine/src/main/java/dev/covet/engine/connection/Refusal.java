package dev.covet.engine.connection;

import dev.covet.http.RequestEnd;
import dev.covet.http.Status;

/**
 * Why the engine itself refuses a request; the connection always closes after it. The table of all
 * reasons.
 *
 * @param name for metrics and logs, like {@code head-timeout}
 * @param status what is answered
 * @param detail what was wrong, for people
 */
public record Refusal(String name, Status status, String detail) {
  public static final Refusal REQUEST_LINE_TOO_LONG =
      of("request-line-too-long", Status.URI_TOO_LONG, "the request line is too long");
  public static final Refusal HEADERS_TOO_LARGE =
      of(
          "headers-too-large",
          Status.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "the header fields are too large");
  public static final Refusal TOO_MANY_HEADERS =
      of("too-many-headers", Status.REQUEST_HEADER_FIELDS_TOO_LARGE, "too many header fields");
  public static final Refusal HEAD_TIMEOUT =
      of("head-timeout", Status.REQUEST_TIMEOUT, "the request head did not arrive in time");

  public static final Refusal TLS =
      bad("tls", "this port speaks HTTP without TLS, and a TLS handshake arrived");
  public static final Refusal BARE_LF = bad("bare-lf", "a line ends with LF alone");
  public static final Refusal BARE_CR = bad("bare-cr", "a CR without LF");
  public static final Refusal CONTROL = bad("control", "a control byte in the request head");
  public static final Refusal REQUEST_LINE =
      bad("request-line", "the request line is not: method, space, target, space, version");
  public static final Refusal METHOD = bad("method", "the method is not a token");
  public static final Refusal VERSION_FORM =
      bad("version-form", "the version is not of the form HTTP/d.d");
  public static final Refusal HTTP2 =
      of(
          "http2",
          Status.HTTP_VERSION_NOT_SUPPORTED,
          "this port speaks HTTP/1.1, and an HTTP/2 preface arrived");
  public static final Refusal VERSION =
      of(
          "version",
          Status.HTTP_VERSION_NOT_SUPPORTED,
          "only HTTP/1.0 and HTTP/1.1 are served here");
  public static final Refusal TARGET = bad("target", "the request target is not valid");
  public static final Refusal TARGET_CHARACTER =
      bad(
          "target-character",
          "the request target holds a byte that must be percent-encoded, or a fragment");
  public static final Refusal ASTERISK = bad("asterisk", "the target '*' goes with OPTIONS only");
  public static final Refusal CONNECT =
      of("connect", Status.NOT_IMPLEMENTED, "this server is not a proxy");

  public static final Refusal FOLDED =
      bad("folded", "a header line begins with white space (folded lines are not accepted)");
  public static final Refusal FIELD_NAME =
      bad("field-name", "a header line is not: name, colon, value");
  public static final Refusal HOST_MISSING = bad("host-missing", "the Host field is missing");
  public static final Refusal HOST_TWICE = bad("host-twice", "more than one Host field");
  public static final Refusal HOST =
      bad("host", "the Host field is not a host with an optional port");
  public static final Refusal HOST_DIFFERS =
      bad("host-differs", "the Host field differs from the authority of the target");
  public static final Refusal LENGTH_TWICE = bad("length-twice", "more than one Content-Length");
  public static final Refusal LENGTH =
      bad("length", "Content-Length is not a plain decimal number");
  public static final Refusal LENGTH_AND_CODING =
      bad("length-and-coding", "both Content-Length and Transfer-Encoding");
  public static final Refusal CODING_TWICE = bad("coding-twice", "more than one Transfer-Encoding");
  public static final Refusal CODING_IN_1_0 = bad("coding-in-1-0", "Transfer-Encoding in HTTP/1.0");
  public static final Refusal CODING =
      of("coding", Status.NOT_IMPLEMENTED, "a Transfer-Encoding other than chunked");
  public static final Refusal EXPECTATION =
      of("expectation", Status.EXPECTATION_FAILED, "an expectation other than 100-continue");

  public static final Refusal CHUNK_SIZE =
      bad("chunk-size", "a chunk size is not 1 to 15 hexadecimal digits");
  public static final Refusal CHUNK_EXTENSION =
      bad("chunk-extension", "a chunk extension is malformed");
  public static final Refusal CHUNK_EXTENSIONS =
      bad("chunk-extensions", "chunk extensions out of proportion");
  public static final Refusal CHUNK_END = bad("chunk-end", "chunk data is not followed by CRLF");
  public static final Refusal BODY_TOO_LARGE =
      of(
          "body-too-large",
          Status.CONTENT_TOO_LARGE,
          "the body is larger than this resource accepts");
  public static final Refusal BODY_TRUNCATED =
      bad("body-truncated", "the body ended before its announced length");
  public static final Refusal BODY_TIMEOUT =
      of("body-timeout", Status.REQUEST_TIMEOUT, "the body did not arrive in time");
  public static final Refusal TOO_MANY_CONNECTIONS =
      of("too-many-connections", Status.SERVICE_UNAVAILABLE, "too many connections");
  public static final Refusal REQUEST_TIMEOUT =
      of(
          "request-timeout",
          Status.SERVICE_UNAVAILABLE,
          "the request took longer than the server allows");

  /** How a request ends that is refused so, if the answer is given whole. */
  public RequestEnd.Outcome outcome() {
    if (this == BODY_TRUNCATED) {
      return RequestEnd.Outcome.ABORTED;
    }
    return this == REQUEST_TIMEOUT || status == Status.REQUEST_TIMEOUT
        ? RequestEnd.Outcome.TIMED_OUT
        : RequestEnd.Outcome.COMPLETED;
  }

  private static Refusal bad(String name, String detail) {
    return of(name, Status.BAD_REQUEST, detail);
  }

  private static Refusal of(String name, Status status, String detail) {
    return new Refusal(name, status, detail);
  }
}

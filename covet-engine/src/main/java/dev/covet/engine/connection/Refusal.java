package dev.covet.engine.connection;

import dev.covet.http.Status;

/**
 * Why the engine itself refuses a request; the connection always closes after it. The table of all
 * reasons.
 *
 * @param status what is answered
 * @param detail what was wrong, for people
 */
public record Refusal(Status status, String detail) {
  public static final Refusal REQUEST_LINE_TOO_LONG =
      of(Status.URI_TOO_LONG, "the request line is too long");
  public static final Refusal HEADERS_TOO_LARGE =
      of(Status.REQUEST_HEADER_FIELDS_TOO_LARGE, "the header fields are too large");
  public static final Refusal TOO_MANY_HEADERS =
      of(Status.REQUEST_HEADER_FIELDS_TOO_LARGE, "too many header fields");
  public static final Refusal HEAD_TIMEOUT =
      of(Status.REQUEST_TIMEOUT, "the request head did not arrive in time");

  public static final Refusal TLS =
      bad("this port speaks HTTP without TLS, and a TLS handshake arrived");
  public static final Refusal BARE_LF = bad("a line ends with LF alone");
  public static final Refusal BARE_CR = bad("a CR without LF");
  public static final Refusal CONTROL = bad("a control byte in the request head");
  public static final Refusal REQUEST_LINE =
      bad("the request line is not: method, space, target, space, version");
  public static final Refusal METHOD = bad("the method is not a token");
  public static final Refusal VERSION_FORM = bad("the version is not of the form HTTP/d.d");
  public static final Refusal HTTP2 =
      of(
          Status.HTTP_VERSION_NOT_SUPPORTED,
          "this port speaks HTTP/1.1, and an HTTP/2 preface arrived");
  public static final Refusal VERSION =
      of(Status.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.0 and HTTP/1.1 are served here");
  public static final Refusal TARGET = bad("the request target is not valid");
  public static final Refusal TARGET_CHARACTER =
      bad("the request target holds a byte that must be percent-encoded, or a fragment");
  public static final Refusal ASTERISK = bad("the target '*' goes with OPTIONS only");
  public static final Refusal CONNECT = of(Status.NOT_IMPLEMENTED, "this server is not a proxy");

  public static final Refusal FOLDED =
      bad("a header line begins with white space (folded lines are not accepted)");
  public static final Refusal FIELD_NAME = bad("a header line is not: name, colon, value");
  public static final Refusal HOST_MISSING = bad("the Host field is missing");
  public static final Refusal HOST_TWICE = bad("more than one Host field");
  public static final Refusal HOST = bad("the Host field is not a host with an optional port");
  public static final Refusal HOST_DIFFERS =
      bad("the Host field differs from the authority of the target");
  public static final Refusal LENGTH_TWICE = bad("more than one Content-Length");
  public static final Refusal LENGTH = bad("Content-Length is not a plain decimal number");
  public static final Refusal LENGTH_AND_CODING = bad("both Content-Length and Transfer-Encoding");
  public static final Refusal CODING_TWICE = bad("more than one Transfer-Encoding");
  public static final Refusal CODING_IN_1_0 = bad("Transfer-Encoding in HTTP/1.0");
  public static final Refusal CODING =
      of(Status.NOT_IMPLEMENTED, "a Transfer-Encoding other than chunked");
  public static final Refusal EXPECTATION =
      of(Status.EXPECTATION_FAILED, "an expectation other than 100-continue");

  public static final Refusal CHUNK_SIZE = bad("a chunk size is not 1 to 15 hexadecimal digits");
  public static final Refusal CHUNK_EXTENSION = bad("a chunk extension is malformed");
  public static final Refusal CHUNK_EXTENSIONS = bad("chunk extensions out of proportion");
  public static final Refusal CHUNK_END = bad("chunk data is not followed by CRLF");
  public static final Refusal BODY_TOO_LARGE =
      of(Status.CONTENT_TOO_LARGE, "the body is larger than this resource accepts");
  public static final Refusal BODY_TRUNCATED = bad("the body ended before its announced length");
  public static final Refusal BODY_TIMEOUT =
      of(Status.REQUEST_TIMEOUT, "the body did not arrive in time");
  public static final Refusal TOO_MANY_CONNECTIONS =
      of(Status.SERVICE_UNAVAILABLE, "too many connections");
  public static final Refusal REQUEST_TIMEOUT =
      of(Status.SERVICE_UNAVAILABLE, "the request took longer than the server allows");

  private static Refusal bad(String detail) {
    return of(Status.BAD_REQUEST, detail);
  }

  private static Refusal of(Status status, String detail) {
    return new Refusal(status, detail);
  }
}

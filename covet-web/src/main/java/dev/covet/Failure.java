package dev.covet;

import dev.covet.http.Status;
import org.jspecify.annotations.Nullable;

/**
 * The one table of statuses for what can go wrong in the application layer. The engine answers 400
 * (framing), 408, 413, 414, 417, 431, 503 (overload, deadline) and 505 by itself, before or without
 * the application.
 */
enum Failure {
  /** A trusted proxy passes on a malformed field about the client. */
  MALFORMED_PROXY_HEADER(Status.BAD_REQUEST),
  /** The path holds something that {@link dev.covet.route.RequestPath} refuses. */
  UNSAFE_PATH(Status.BAD_REQUEST),
  /** The query is not percent-encoded UTF-8. */
  MALFORMED_QUERY(Status.BAD_REQUEST),
  /** The form is not percent-encoded UTF-8. */
  MALFORMED_FORM(Status.BAD_REQUEST),
  /** More query or form parameters than {@code Limits.parameters}. */
  TOO_MANY_PARAMETERS(Status.BAD_REQUEST),
  /** The body does not hold what its character set allows. */
  MALFORMED_TEXT(Status.BAD_REQUEST),
  /** The body is not in the content coding that it is said to be in. */
  MALFORMED_CODING(Status.BAD_REQUEST),
  /**
   * The client went away or broke the framing of the body; the engine has answered already if it
   * could.
   */
  UNREADABLE_BODY(Status.BAD_REQUEST),
  /** The body is no JSON. */
  MALFORMED_JSON(Status.BAD_REQUEST),
  /** The Idempotency-Key is malformed, or missing where one is needed. */
  IDEMPOTENCY_KEY(Status.BAD_REQUEST),
  /** The route is a WebSocket, and the request is no handshake. */
  NO_HANDSHAKE(Status.BAD_REQUEST),
  /** The client speaks another version of WebSocket; with Sec-WebSocket-Version. */
  WEBSOCKET_VERSION(Status.UPGRADE_REQUIRED),
  /** No route has this path. */
  NO_ROUTE(Status.NOT_FOUND),
  /** A path parameter is not of the type that the handler asked for. */
  WRONG_PATH_PARAMETER(Status.NOT_FOUND),
  /** The handler answered with an empty Optional. */
  EMPTY_RESULT(Status.NOT_FOUND),
  /** The file to send does not exist. */
  NO_FILE(Status.NOT_FOUND),
  /** The client takes none of the media types that the route declares. */
  NOT_ACCEPTABLE(Status.NOT_ACCEPTABLE),
  /** Routes have this path, but none of them this method; with Allow. */
  WRONG_METHOD(Status.METHOD_NOT_ALLOWED),
  /** The first request with this Idempotency-Key is still being worked on. */
  STILL_RUNNING(Status.CONFLICT),
  /** The body is too large when its content coding is undone. */
  TOO_LARGE(Status.CONTENT_TOO_LARGE),
  /** A condition of the request (If-Match, If-Unmodified-Since …) does not hold. */
  FAILED_PRECONDITION(Status.PRECONDITION_FAILED),
  /** A page of another site sends it, or nobody knows which one does. */
  UNAUTHENTICATED(Status.UNAUTHORIZED),
  /** Known, and not allowed to. */
  ACCESS_DENIED(Status.FORBIDDEN),
  CROSS_SITE(Status.FORBIDDEN),
  /** A preflight asks for what the rules for other origins do not allow. */
  CORS_REFUSED(Status.FORBIDDEN),
  /** The host is not one of {@code allowed-hosts}. */
  MISDIRECTED(Status.MISDIRECTED_REQUEST),
  /** The body has a type that the handler did not ask for, or none. */
  WRONG_MEDIA_TYPE(Status.UNSUPPORTED_MEDIA_TYPE),
  /** The body is compressed; decompression is not built. */
  CONTENT_ENCODING(Status.UNSUPPORTED_MEDIA_TYPE),
  /** The Idempotency-Key was used for another request. */
  REUSED_KEY(Status.UNPROCESSABLE_CONTENT),
  /** A parameter without a default is absent. */
  MISSING_PARAMETER(Status.UNPROCESSABLE_CONTENT),
  /** A parameter is not of the type that the handler asked for. */
  WRONG_PARAMETER(Status.UNPROCESSABLE_CONTENT),
  /** The body is JSON, but not of the type that the handler asked for. */
  WRONG_JSON(Status.UNPROCESSABLE_CONTENT),
  /** Anything else that handlers throw. */
  BUG(Status.INTERNAL_SERVER_ERROR),
  /** A method that neither a route nor HTTP itself knows. */
  UNKNOWN_METHOD(Status.NOT_IMPLEMENTED),
  /** The setting {@code protocols} leaves WebSocket out. */
  NO_WEBSOCKET(Status.NOT_IMPLEMENTED),
  /** The handler was interrupted: past its deadline, or the server stops. */
  INTERRUPTED(Status.SERVICE_UNAVAILABLE);

  private final Status status;

  Failure(Status status) {
    this.status = status;
  }

  Status status() {
    return status;
  }

  HttpException because(String detail) {
    return new HttpException(status, detail);
  }

  HttpException because(String detail, @Nullable Throwable cause) {
    return new HttpException(status, detail, cause);
  }
}

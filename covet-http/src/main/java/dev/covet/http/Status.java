package dev.covet.http;

/**
 * A status code with its reason (RFC 9110, section 15). Immutable; {@link #of(int)} returns the
 * constant for a registered code.
 *
 * @param code 100 to 999
 * @param reason the registered phrase, or an empty text
 */
public record Status(int code, String reason) {
  /** 100 Continue. */
  public static final Status CONTINUE = new Status(100, "Continue");

  /** 101 Switching Protocols. */
  public static final Status SWITCHING_PROTOCOLS = new Status(101, "Switching Protocols");

  /** 103 Early Hints. */
  public static final Status EARLY_HINTS = new Status(103, "Early Hints");

  /** 200 OK. */
  public static final Status OK = new Status(200, "OK");

  /** 201 Created. */
  public static final Status CREATED = new Status(201, "Created");

  /** 202 Accepted. */
  public static final Status ACCEPTED = new Status(202, "Accepted");

  /** 203 Non-Authoritative Information. */
  public static final Status NON_AUTHORITATIVE_INFORMATION =
      new Status(203, "Non-Authoritative Information");

  /** 204 No Content. */
  public static final Status NO_CONTENT = new Status(204, "No Content");

  /** 205 Reset Content. */
  public static final Status RESET_CONTENT = new Status(205, "Reset Content");

  /** 206 Partial Content. */
  public static final Status PARTIAL_CONTENT = new Status(206, "Partial Content");

  /** 207 Multi-Status. */
  public static final Status MULTI_STATUS = new Status(207, "Multi-Status");

  /** 300 Multiple Choices. */
  public static final Status MULTIPLE_CHOICES = new Status(300, "Multiple Choices");

  /** 301 Moved Permanently. */
  public static final Status MOVED_PERMANENTLY = new Status(301, "Moved Permanently");

  /** 302 Found. */
  public static final Status FOUND = new Status(302, "Found");

  /** 303 See Other. */
  public static final Status SEE_OTHER = new Status(303, "See Other");

  /** 304 Not Modified. */
  public static final Status NOT_MODIFIED = new Status(304, "Not Modified");

  /** 307 Temporary Redirect. */
  public static final Status TEMPORARY_REDIRECT = new Status(307, "Temporary Redirect");

  /** 308 Permanent Redirect. */
  public static final Status PERMANENT_REDIRECT = new Status(308, "Permanent Redirect");

  /** 400 Bad Request. */
  public static final Status BAD_REQUEST = new Status(400, "Bad Request");

  /** 401 Unauthorized. */
  public static final Status UNAUTHORIZED = new Status(401, "Unauthorized");

  /** 402 Payment Required. */
  public static final Status PAYMENT_REQUIRED = new Status(402, "Payment Required");

  /** 403 Forbidden. */
  public static final Status FORBIDDEN = new Status(403, "Forbidden");

  /** 404 Not Found. */
  public static final Status NOT_FOUND = new Status(404, "Not Found");

  /** 405 Method Not Allowed. */
  public static final Status METHOD_NOT_ALLOWED = new Status(405, "Method Not Allowed");

  /** 406 Not Acceptable. */
  public static final Status NOT_ACCEPTABLE = new Status(406, "Not Acceptable");

  /** 407 Proxy Authentication Required. */
  public static final Status PROXY_AUTHENTICATION_REQUIRED =
      new Status(407, "Proxy Authentication Required");

  /** 408 Request Timeout. */
  public static final Status REQUEST_TIMEOUT = new Status(408, "Request Timeout");

  /** 409 Conflict. */
  public static final Status CONFLICT = new Status(409, "Conflict");

  /** 410 Gone. */
  public static final Status GONE = new Status(410, "Gone");

  /** 411 Length Required. */
  public static final Status LENGTH_REQUIRED = new Status(411, "Length Required");

  /** 412 Precondition Failed. */
  public static final Status PRECONDITION_FAILED = new Status(412, "Precondition Failed");

  /** 413 Content Too Large. */
  public static final Status CONTENT_TOO_LARGE = new Status(413, "Content Too Large");

  /** 414 URI Too Long. */
  public static final Status URI_TOO_LONG = new Status(414, "URI Too Long");

  /** 415 Unsupported Media Type. */
  public static final Status UNSUPPORTED_MEDIA_TYPE = new Status(415, "Unsupported Media Type");

  /** 416 Range Not Satisfiable. */
  public static final Status RANGE_NOT_SATISFIABLE = new Status(416, "Range Not Satisfiable");

  /** 417 Expectation Failed. */
  public static final Status EXPECTATION_FAILED = new Status(417, "Expectation Failed");

  /** 421 Misdirected Request. */
  public static final Status MISDIRECTED_REQUEST = new Status(421, "Misdirected Request");

  /** 422 Unprocessable Content. */
  public static final Status UNPROCESSABLE_CONTENT = new Status(422, "Unprocessable Content");

  /** 423 Locked. */
  public static final Status LOCKED = new Status(423, "Locked");

  /** 424 Failed Dependency. */
  public static final Status FAILED_DEPENDENCY = new Status(424, "Failed Dependency");

  /** 425 Too Early. */
  public static final Status TOO_EARLY = new Status(425, "Too Early");

  /** 426 Upgrade Required. */
  public static final Status UPGRADE_REQUIRED = new Status(426, "Upgrade Required");

  /** 428 Precondition Required. */
  public static final Status PRECONDITION_REQUIRED = new Status(428, "Precondition Required");

  /** 429 Too Many Requests. */
  public static final Status TOO_MANY_REQUESTS = new Status(429, "Too Many Requests");

  /** 431 Request Header Fields Too Large. */
  public static final Status REQUEST_HEADER_FIELDS_TOO_LARGE =
      new Status(431, "Request Header Fields Too Large");

  /** 451 Unavailable For Legal Reasons. */
  public static final Status UNAVAILABLE_FOR_LEGAL_REASONS =
      new Status(451, "Unavailable For Legal Reasons");

  /** 500 Internal Server Error. */
  public static final Status INTERNAL_SERVER_ERROR = new Status(500, "Internal Server Error");

  /** 501 Not Implemented. */
  public static final Status NOT_IMPLEMENTED = new Status(501, "Not Implemented");

  /** 502 Bad Gateway. */
  public static final Status BAD_GATEWAY = new Status(502, "Bad Gateway");

  /** 503 Service Unavailable. */
  public static final Status SERVICE_UNAVAILABLE = new Status(503, "Service Unavailable");

  /** 504 Gateway Timeout. */
  public static final Status GATEWAY_TIMEOUT = new Status(504, "Gateway Timeout");

  /** 505 HTTP Version Not Supported. */
  public static final Status HTTP_VERSION_NOT_SUPPORTED =
      new Status(505, "HTTP Version Not Supported");

  /** 507 Insufficient Storage. */
  public static final Status INSUFFICIENT_STORAGE = new Status(507, "Insufficient Storage");

  /** 511 Network Authentication Required. */
  public static final Status NETWORK_AUTHENTICATION_REQUIRED =
      new Status(511, "Network Authentication Required");

  private static final Status[] REGISTERED = new Status[600];

  static {
    Status[] all = {
      CONTINUE,
      SWITCHING_PROTOCOLS,
      EARLY_HINTS,
      OK,
      CREATED,
      ACCEPTED,
      NON_AUTHORITATIVE_INFORMATION,
      NO_CONTENT,
      RESET_CONTENT,
      PARTIAL_CONTENT,
      MULTI_STATUS,
      MULTIPLE_CHOICES,
      MOVED_PERMANENTLY,
      FOUND,
      SEE_OTHER,
      NOT_MODIFIED,
      TEMPORARY_REDIRECT,
      PERMANENT_REDIRECT,
      BAD_REQUEST,
      UNAUTHORIZED,
      PAYMENT_REQUIRED,
      FORBIDDEN,
      NOT_FOUND,
      METHOD_NOT_ALLOWED,
      NOT_ACCEPTABLE,
      PROXY_AUTHENTICATION_REQUIRED,
      REQUEST_TIMEOUT,
      CONFLICT,
      GONE,
      LENGTH_REQUIRED,
      PRECONDITION_FAILED,
      CONTENT_TOO_LARGE,
      URI_TOO_LONG,
      UNSUPPORTED_MEDIA_TYPE,
      RANGE_NOT_SATISFIABLE,
      EXPECTATION_FAILED,
      MISDIRECTED_REQUEST,
      UNPROCESSABLE_CONTENT,
      LOCKED,
      FAILED_DEPENDENCY,
      TOO_EARLY,
      UPGRADE_REQUIRED,
      PRECONDITION_REQUIRED,
      TOO_MANY_REQUESTS,
      REQUEST_HEADER_FIELDS_TOO_LARGE,
      UNAVAILABLE_FOR_LEGAL_REASONS,
      INTERNAL_SERVER_ERROR,
      NOT_IMPLEMENTED,
      BAD_GATEWAY,
      SERVICE_UNAVAILABLE,
      GATEWAY_TIMEOUT,
      HTTP_VERSION_NOT_SUPPORTED,
      INSUFFICIENT_STORAGE,
      NETWORK_AUTHENTICATION_REQUIRED
    };
    for (Status status : all) {
      REGISTERED[status.code] = status;
    }
  }

  /**
   * Checks code and reason.
   *
   * @throws IllegalArgumentException if the code is not 100 to 999, or the reason holds CR, LF,
   *     NUL, another control character or one above U+00FF
   */
  public Status {
    if (code < 100 || code > 999) {
      throw new IllegalArgumentException("a status code has three digits, not " + code);
    }
    int at = Tokens.firstIllegalInValue(reason);
    if (at >= 0) {
      throw new IllegalArgumentException(
          "the reason of status %d may not hold the character U+%04X at index %d"
              .formatted(code, (int) reason.charAt(at), at));
    }
  }

  /**
   * The status with a code.
   *
   * @param code 100 to 999
   * @return the constant if the code is registered, else a status without a reason
   * @throws IllegalArgumentException if the code is not 100 to 999
   */
  public static Status of(int code) {
    Status known = code >= 0 && code < REGISTERED.length ? REGISTERED[code] : null;
    return known != null ? known : new Status(code, "");
  }

  /** {@return whether the code is 1xx} */
  public boolean isInformational() {
    return code < 200;
  }

  /** {@return whether the code is 4xx or higher} */
  public boolean isError() {
    return code >= 400;
  }

  /** Code and reason. */
  @Override
  public String toString() {
    return reason.isEmpty() ? Integer.toString(code) : code + " " + reason;
  }
}

package dev.covet.engine.http2;

/** The connection can not go on (RFC 9113, section 5.4.1): GOAWAY, then close. */
final class ConnectionError extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  ConnectionError(ErrorCode code, String detail) {
    // An attacker causes these: no stack trace.
    super(detail, null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}

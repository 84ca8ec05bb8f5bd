package dev.covet.engine.websocket;

/** The client broke the rules; the connection ends with this code. */
final class ProtocolFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * A failure.
   *
   * @param code of the close frame that tells it
   * @param reason for the client, at most 123 bytes
   */
  ProtocolFailure(int code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }

  /** As the close frame says it. */
  String reason() {
    return String.valueOf(getMessage());
  }
}

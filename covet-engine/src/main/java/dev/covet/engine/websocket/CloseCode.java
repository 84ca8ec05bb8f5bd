package dev.covet.engine.websocket;

/** Why a connection ends (RFC 6455, section 7.4, and IANA's registry). */
final class CloseCode {
  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  static final int PROTOCOL_ERROR = 1002;
  static final int UNSUPPORTED = 1003;

  /** Stands for a close frame without a code; never sent. */
  static final int NONE = 1005;

  /** Stands for a connection that ended without a close frame; never sent. */
  static final int ABNORMAL = 1006;

  static final int NOT_CONSISTENT = 1007;
  static final int POLICY = 1008;
  static final int TOO_BIG = 1009;
  static final int INTERNAL_ERROR = 1011;
  static final int TRY_AGAIN_LATER = 1013;

  private CloseCode() {}

  /** Whether a code may stand in a close frame. */
  static boolean maySend(int code) {
    return code >= 3000 && code <= 4999
        || code >= NORMAL && code <= 1014 && code != 1004 && code != NONE && code != ABNORMAL;
  }
}

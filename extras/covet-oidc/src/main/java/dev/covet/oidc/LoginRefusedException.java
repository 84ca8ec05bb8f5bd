package dev.covet.oidc;

import java.io.Serial;

/** A login that does not end well: a step of it was forged, replayed or refused. */
final class LoginRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  LoginRefusedException(String reason) {
    super(reason, null, true, false);
  }

  /** {@return what the audit event says} */
  String reason() {
    return String.valueOf(getMessage());
  }
}

package dev.covet.jwt;

import java.io.Serial;

/** Why a key can not check tokens. */
final class UnfitKeyException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UnfitKeyException(String reason) {
    super(reason, null, true, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}

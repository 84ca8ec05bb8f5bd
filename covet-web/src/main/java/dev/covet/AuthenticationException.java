package dev.covet;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows to tell who it is, is wrong. Answered with 401, and told to {@link Audit}.
 */
public final class AuthenticationException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;
  private final @Nullable String principal;

  /**
   * A refusal.
   *
   * @param detail what the client may read: nothing that tells what would be right, or whether an
   *     account exists
   * @param reason what the audit event says, as {@code expired}
   */
  public AuthenticationException(String detail, String reason) {
    this(detail, reason, null);
  }

  /**
   * A refusal of somebody who has said a name.
   *
   * @param detail what the client may read: nothing that tells what would be right, or whether an
   *     account exists
   * @param reason what the audit event says, as {@code wrong password}
   * @param principal the name that was said, not proven; null if there is none
   */
  public AuthenticationException(String detail, String reason, @Nullable String principal) {
    super(detail, null, true, false);
    this.reason = reason;
    this.principal = principal;
  }

  /** {@return what the client may read} */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** {@return the name that was said, not proven; null if there is none} */
  public @Nullable String principal() {
    return principal;
  }

  /** {@return what the audit event says} */
  public String reason() {
    return reason;
  }
}

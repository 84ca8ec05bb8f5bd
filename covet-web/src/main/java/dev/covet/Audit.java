package dev.covet;

/**
 * Hears who comes, who is refused and why: {@link Covet#audit}. Called on the threads of requests,
 * many at once; it should not block for long. What it throws is logged and changes no answer.
 */
@FunctionalInterface
public interface Audit {
  /**
   * Takes an event.
   *
   * @param event what happened
   */
  void record(AuditEvent event);

  /**
   * {@return whether events of a kind are taken} Others are not even made.
   *
   * @param kind the kind
   */
  default boolean takes(AuditEvent.Kind kind) {
    return true;
  }

  /**
   * {@return one that writes to the logger {@code dev.covet.audit}: what was granted to requests at
   * level DEBUG, all else at INFO} Control characters are escaped, so an event is always one line.
   */
  static Audit log() {
    return new AuditLog();
  }
}

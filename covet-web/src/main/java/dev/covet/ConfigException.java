package dev.covet;

/**
 * A setting that is wrong. The message is one line for people: what, where, why, and what was meant
 * perhaps.
 */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }

  /** A mistake in a setting needs no stack trace. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

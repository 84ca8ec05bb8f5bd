package dev.covet;

/**
 * The server can not start because of something outside the application: a port that is taken, a
 * certificate that is bad. The message is one line for people; there is neither stack nor cause,
 * because no code is to be mended. The cause is in the log at level {@code debug}.
 */
public final class StartException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

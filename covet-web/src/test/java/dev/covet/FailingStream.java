package dev.covet;

import java.io.InputStream;

/** A body that must not be read. */
final class FailingStream extends InputStream {
  static final FailingStream UNREADABLE = new FailingStream();

  private FailingStream() {}

  @Override
  public int read() {
    throw new AssertionError("the body was read");
  }
}

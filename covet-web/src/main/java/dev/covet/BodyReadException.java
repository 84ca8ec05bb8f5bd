package dev.covet;

import java.io.IOException;

/**
 * The body could not be read to its end: the client went away, was too slow or broke the framing.
 * Not our failure.
 */
final class BodyReadException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyReadException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}

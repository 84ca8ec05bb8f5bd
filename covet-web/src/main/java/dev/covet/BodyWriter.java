package dev.covet;

import java.io.IOException;
import java.io.OutputStream;

/** Produces a body while it is being sent. */
@FunctionalInterface
public interface BodyWriter {
  /**
   * Writes the whole body. Called once, on the thread that serves the request; the request is still
   * valid.
   *
   * @param out takes the bytes; blocks while the client reads slowly; a flush reaches the client;
   *     closing is not needed
   * @throws IOException if the client went away
   * @throws Exception any failure: the answer is cut so that the client sees that it is not whole
   */
  void write(OutputStream out) throws Exception;
}

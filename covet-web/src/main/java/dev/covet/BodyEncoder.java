package dev.covet;

import java.io.OutputStream;

/**
 * Writes values as a media type; see {@link Covet#writer}. Called by many threads at once.
 *
 * @param <T> the type of values
 */
@FunctionalInterface
public interface BodyEncoder<T> {
  /**
   * Writes a value. The bytes are kept until it is complete, so a failure is still answered.
   *
   * @param value the value
   * @param out takes the bytes; not to be closed
   * @throws Exception any failure; it is answered like one of the handler
   */
  void encode(T value, OutputStream out) throws Exception;
}

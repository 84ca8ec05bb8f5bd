package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;

/**
 * Writes and reads JSON. Found once by {@link java.util.ServiceLoader}; of several the one with the
 * highest {@link #priority()} is taken. Called by many threads at once.
 */
public interface JsonCodec {
  /**
   * Writes a value as UTF-8. What a type declares is what is written: of an object of a subclass
   * only the members of the declared class. {@code Object}, a type variable or an unbounded
   * wildcard declare nothing; then the class of the value counts.
   *
   * @param value any value, not null
   * @param declared the type that it is declared with, {@code Object} if none is known
   * @param out takes the bytes; neither flushed nor closed here
   * @throws IOException if {@code out} throws it
   * @throws RuntimeException if the value can not be written
   */
  void write(Object value, Type declared, OutputStream out) throws IOException;

  /**
   * Reads one value and nothing after it.
   *
   * @param in UTF-8
   * @param type the type to make
   * @return the value, not null
   * @throws IOException if {@code in} throws it
   * @throws HttpException 400 if it is no JSON, 422 if it is JSON but not of this type; then {@code
   *     errors} of its problem lists what is wrong, each a Map of {@code pointer} (RFC 6901),
   *     {@code in}, {@code message} (the rest of a sentence) and {@code code}
   */
  Object read(InputStream in, Type type) throws IOException;

  /**
   * Reads one value of any kind and nothing after it, so that it can be written again without a
   * loss: an object as a {@code Map}, an array as a {@code List}, else a {@code String}, {@code
   * Boolean} or {@code Number}, with null for null within.
   *
   * @param in UTF-8
   * @return the value, not null
   * @throws IOException if {@code in} throws it
   * @throws HttpException 400 if it is no JSON, 422 if it is null or beyond a limit; as {@link
   *     #read}
   */
  default Object readTree(InputStream in) throws IOException {
    return read(in, Object.class);
  }

  /** {@return which of several codecs wins; the one that comes with Covet has -100} */
  default int priority() {
    return 0;
  }
}

package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A way to compress bodies (RFC 9110, section 8.4). Safe for any thread. */
interface ContentCoding {
  /** Its name in header fields, in lower case. */
  String token();

  /** Compresses what is written to a stream below, which is never closed. */
  EncodingStream encode(OutputStream out) throws IOException;

  /**
   * Undoes it. What is malformed or cut is an {@link IOException} that is no {@link
   * BodyReadException}; closing frees the memory of the coding.
   */
  InputStream decode(InputStream in) throws IOException;
}

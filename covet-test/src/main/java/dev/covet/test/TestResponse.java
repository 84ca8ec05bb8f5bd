package dev.covet.test;

import dev.covet.http.Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer that has been read completely.
 *
 * @param status the status code
 * @param headers the header fields as they came
 * @param bytes the body, decoded from chunks
 * @param trailers the trailer fields, empty for most answers
 */
public record TestResponse(int status, Headers headers, byte[] bytes, Headers trailers) {
  /** {@return the body as UTF-8} */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * {@return the first value of a header field, or null}
   *
   * @param name its name, without case
   */
  public @Nullable String header(String name) {
    return headers.first(name);
  }

  /** {@return status, fields and body, for people} */
  @Override
  public String toString() {
    return status + "\n" + headers + "\n" + text();
  }
}

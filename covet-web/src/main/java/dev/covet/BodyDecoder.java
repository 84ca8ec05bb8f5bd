package dev.covet;

/**
 * Reads bodies of a media type; see {@link Covet#reader}. Called by many threads at once.
 *
 * @param <T> the type of values
 */
@FunctionalInterface
public interface BodyDecoder<T> {
  /**
   * Reads a value.
   *
   * @param body the body, which is not empty
   * @return the value, never null
   * @throws Exception any failure; an {@link HttpException} with 400 or 422 tells the client what
   *     is wrong
   */
  T decode(RequestBody body) throws Exception;
}

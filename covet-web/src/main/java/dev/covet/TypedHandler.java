package dev.covet;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of a typed route: like {@link Handler}, but with a record that was made from
 * the request.
 *
 * <p>Serializable so that its result type can be read at start; it is never serialized.
 *
 * @param <T> the type of inputs, a record
 * @param <R> the type of results
 */
@FunctionalInterface
public interface TypedHandler<T, R extends @Nullable Object> extends Serializable {
  /**
   * Answers one request.
   *
   * @param input what the request holds
   * @return the answer, or null for 204
   * @throws Exception any failure; it is answered as {@link Covet#error} or the table of failures
   *     says
   */
  @Nullable R handle(T input) throws Exception;
}

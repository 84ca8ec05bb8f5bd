package dev.covet;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of a route. Plain blocking code: it runs on a virtual thread of its own and
 * may be called by many threads at once.
 *
 * <p>What it returns is turned into a response by its class: a {@link Response} as it is; {@code
 * String} as text; {@code byte[]}, {@code InputStream} and {@code java.nio.file.Path} as bytes; a
 * {@code Stream}, {@code Iterator} or {@code Flow.Publisher} as a JSON array that is streamed
 * element by element, or as an event stream if its declared type holds {@link Event}s; an {@code
 * Optional} by its content, 404 if empty; a {@code CompletionStage} by its result; {@code null} as
 * 204; anything else as one JSON value.
 *
 * <p>Serializable so that its result type can be read at start; it is never serialized.
 *
 * @param <R> the type of results
 */
@FunctionalInterface
public interface Handler<R extends @Nullable Object> extends Serializable {
  /**
   * Answers one request.
   *
   * @param request the request, valid until the answer is complete
   * @return the answer, or null for 204
   * @throws Exception any failure; it is answered as {@link Covet#error} or the table of failures
   *     says
   */
  @Nullable R handle(Request request) throws Exception;

  /**
   * A handler for work that has no result: answers 204.
   *
   * @param action the work
   * @return the handler
   */
  static Handler<@Nullable Void> action(Action action) {
    return request -> {
      action.run(request);
      return null;
    };
  }

  /** Work of a handler that has no result. */
  @FunctionalInterface
  interface Action extends Serializable {
    /**
     * Does the work.
     *
     * @param request the request
     * @throws Exception any failure
     */
    void run(Request request) throws Exception;
  }
}

package dev.covet;

/**
 * Turns a failure into a response.
 *
 * @param <E> the type of failures
 */
@FunctionalInterface
public interface ErrorHandler<E extends Throwable> {
  /**
   * Answers a request that has failed.
   *
   * @param failure what was thrown
   * @param request the request
   * @return the response
   * @throws Exception if that fails too: it is answered with 500
   */
  Response<?> handle(E failure, Request request) throws Exception;
}

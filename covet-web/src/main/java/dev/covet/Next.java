package dev.covet;

/**
 * What follows a {@link Middleware}. A failure in there arrives as its response, never as an
 * exception, so that headers which middleware sets stand on error answers too; {@link
 * Response#failure()} tells what was thrown.
 */
@FunctionalInterface
public interface Next {
  /**
   * Lets the rest answer. Not meant to be called more than once for a request whose body it reads.
   *
   * @param request the request that was given to the middleware
   * @return the response
   */
  Response<?> handle(Request request);
}

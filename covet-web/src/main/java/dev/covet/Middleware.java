package dev.covet;

/**
 * Wraps every route of an application or group: it may answer itself, or let {@link Next} answer
 * and return that response or a changed one. Called by many threads at once.
 *
 * <p>Nothing in it can send half an answer: a response is a returned value and is sent when all
 * middleware has returned.
 */
@FunctionalInterface
public interface Middleware {
  /**
   * Handles one request.
   *
   * @param request the request
   * @param next what follows: further middleware and at last the route
   * @return the response
   * @throws Exception any failure; it is answered like a handler's, and middleware around this one
   *     sees that answer
   */
  Response<?> handle(Request request, Next next) throws Exception;
}

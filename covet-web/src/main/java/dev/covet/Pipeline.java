package dev.covet;

import java.util.List;

/** Folds middleware around a route, once at start: the last of the list is the innermost. */
final class Pipeline {
  private Pipeline() {}

  static Next fold(List<Middleware> middleware, Next route, ErrorMapping errors) {
    Next chain = route;
    for (Middleware outer : middleware.reversed()) {
      Next inner = chain;
      chain =
          request -> {
            try {
              Response<?> response = outer.handle(request, inner);
              if (response == null) {
                throw new NullPointerException(
                    "middleware " + outer.getClass().getName() + " returned null");
              }
              return response;
            } catch (Throwable failure) {
              return errors.respond(failure, request);
            }
          };
    }
    return chain;
  }

  /**
   * The innermost: handler, value, links, conditions, ranges.
   *
   * @param handler answers
   * @param declared the type of what it answers with
   * @param errors turns what it throws into responses
   */
  static Next endpoint(Handler<?> handler, ResultType declared, ErrorMapping errors) {
    return request -> {
      try {
        Response<?> response = Values.toResponse(handler.handle(request), declared);
        Response<?> asked = Conditional.apply(request, PageLinks.apply(request, response));
        return Ranges.apply(request, asked);
      } catch (Throwable failure) {
        return errors.respond(failure, request);
      }
    };
  }
}

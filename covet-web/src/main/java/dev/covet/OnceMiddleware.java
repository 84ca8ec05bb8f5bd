package dev.covet;

/**
 * Middleware that was declared by its class.
 *
 * @param value the object, there from the start on
 */
record OnceMiddleware(OnceValue value) implements Middleware {
  @Override
  public Response<?> handle(Request request, Next next) throws Exception {
    return ((Middleware) value.value()).handle(request, next);
  }
}

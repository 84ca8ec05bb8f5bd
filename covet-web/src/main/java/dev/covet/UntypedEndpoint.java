package dev.covet;

/** A handler that reads the request itself. */
record UntypedEndpoint(Handler<?> handler) implements Endpoint {
  @Override
  public Handler<?> compile(Declaration declaration) {
    return handler;
  }
}

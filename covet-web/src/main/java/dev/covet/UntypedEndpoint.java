package dev.covet;

import dev.covet.spi.RouteDescription.Style;

/** A handler that reads the request itself. */
record UntypedEndpoint(Handler<?> handler) implements Endpoint {
  @Override
  public CompiledEndpoint compile(Declaration declaration) {
    return new CompiledEndpoint(handler, Style.LAMBDA, new InputDescription(), null);
  }
}

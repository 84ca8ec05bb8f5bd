package dev.covet;

import dev.covet.spi.RouteDescription.Style;

/** A handler that reads the request itself. */
record UntypedEndpoint(Handler<?> handler) implements Endpoint {
  @Override
  public CompiledEndpoint compile(Declaration declaration) {
    ResultTypes.Found result = ResultTypes.of(handler, Request.class);
    return CompiledEndpoint.of(
        handler, Style.LAMBDA, new InputDescription(), result.type(), result.documented());
  }
}

package dev.covet;

import dev.covet.spi.RouteDescription.Style;
import java.util.List;

/** A handler that reads the request itself. */
record UntypedEndpoint(Handler<?> handler) implements Endpoint {
  @Override
  public CompiledEndpoint compile(Declaration declaration) {
    return CompiledEndpoint.of(handler, Style.LAMBDA, new InputDescription(), List.of());
  }
}

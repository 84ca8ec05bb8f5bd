package dev.covet;

import dev.covet.http.Status;
import dev.covet.spi.RouteDescription.Style;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route's endpoint at one place where it is served.
 *
 * @param handler answers
 * @param style how it was declared
 * @param input what the handler is known to read
 * @param result the type that its results are declared with, or null if it is not known
 * @param status the status of results, or null for that of their class
 * @param documented what may have {@link Doc} or be deprecated; the first that says something
 *     counts
 * @param middleware wraps it within that of the groups around it, the outermost first
 */
record CompiledEndpoint(
    Handler<?> handler,
    Style style,
    InputDescription input,
    @Nullable Type result,
    @Nullable Status status,
    List<AnnotatedElement> documented,
    List<Middleware> middleware) {
  /** Of a route that was declared with a handler. */
  static CompiledEndpoint of(
      Handler<?> handler,
      Style style,
      InputDescription input,
      @Nullable Type result,
      List<AnnotatedElement> documented) {
    return new CompiledEndpoint(handler, style, input, result, null, documented, List.of());
  }
}

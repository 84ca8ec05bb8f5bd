package dev.covet;

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
 * @param documented what may have {@link Doc} or be deprecated; the first that says something
 *     counts
 */
record CompiledEndpoint(
    Handler<?> handler,
    Style style,
    InputDescription input,
    @Nullable Type result,
    List<AnnotatedElement> documented) {}

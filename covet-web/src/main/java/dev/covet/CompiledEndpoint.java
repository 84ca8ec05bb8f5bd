package dev.covet;

import dev.covet.spi.RouteDescription.Style;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A route's endpoint at one place where it is served.
 *
 * @param handler answers
 * @param style how it was declared
 * @param input what the handler is known to read
 * @param result the type that its results are declared with, or null if it is not known
 */
record CompiledEndpoint(
    Handler<?> handler, Style style, InputDescription input, @Nullable Type result) {}

package dev.covet;

import dev.covet.spi.RouteDescription.Style;

/**
 * A route's endpoint at one place where it is served.
 *
 * @param handler answers
 * @param style how it was declared
 * @param input what the handler is known to read
 */
record CompiledEndpoint(Handler<?> handler, Style style, InputDescription input) {}

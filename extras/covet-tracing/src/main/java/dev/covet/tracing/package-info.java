/**
 * Spans of OpenTelemetry: one for each request, with the client's as its parent; {@link
 * dev.covet.tracing.Traces} hands the context on.
 */
@NullMarked
package dev.covet.tracing;

import org.jspecify.annotations.NullMarked;

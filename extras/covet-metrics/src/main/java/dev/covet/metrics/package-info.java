/**
 * Metrics for Prometheus, by way of Micrometer: found by the service loader when {@code
 * metrics-enabled} is true. An application that counts for itself uses Micrometer's own {@link
 * io.micrometer.core.instrument.Metrics}; what is there is shown, too.
 */
@NullMarked
package dev.covet.metrics;

import org.jspecify.annotations.NullMarked;

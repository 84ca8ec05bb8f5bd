/**
 * Matching of paths against patterns. Internal: applications do not use it. Knows nothing of
 * handlers, requests or responses.
 */
@NullMarked
package dev.covet.route;

import org.jspecify.annotations.NullMarked;

/**
 * Between application and engine: threads for handlers, deadlines, the writing of responses. It
 * implements {@link dev.covet.spi.ServerProvider}; applications never import it.
 */
@NullMarked
package dev.covet.bridge;

import org.jspecify.annotations.NullMarked;

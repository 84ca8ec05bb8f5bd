/** HTTP/1.1 (RFC 9112): codec and connection state. */
@NullMarked
package dev.covet.engine.http1;

import org.jspecify.annotations.NullMarked;

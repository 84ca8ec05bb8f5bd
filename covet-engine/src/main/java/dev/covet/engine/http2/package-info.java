/** HTTP/2 (RFC 9113) with its header compression (RFC 7541). See docs/design/http2.md. */
@NullMarked
package dev.covet.engine.http2;

import org.jspecify.annotations.NullMarked;

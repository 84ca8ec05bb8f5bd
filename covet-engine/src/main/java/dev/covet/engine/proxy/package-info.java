/** The PROXY protocol: who the client is, told by a proxy before the first byte of a connection. */
@NullMarked
package dev.covet.engine.proxy;

import org.jspecify.annotations.NullMarked;

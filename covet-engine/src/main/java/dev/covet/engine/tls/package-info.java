/** TLS: certificates and their reload, the handshake, the choice of the protocol. */
@NullMarked
package dev.covet.engine.tls;

import org.jspecify.annotations.NullMarked;

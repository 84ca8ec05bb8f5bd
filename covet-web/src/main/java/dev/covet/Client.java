package dev.covet;

import java.net.SocketAddress;

/**
 * Who sent a request, and what it asked for it by.
 *
 * @param remote its address; unresolved, with the word that the proxy gave, if the proxy hides it
 * @param scheme {@code http} or {@code https}
 * @param authority host and optional port
 */
record Client(SocketAddress remote, String scheme, String authority) {}

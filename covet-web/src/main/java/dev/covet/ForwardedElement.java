package dev.covet;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy says about the request that it got (RFC 7239, section 4), checked.
 *
 * @param node from whom it got it, null if it does not say
 * @param scheme {@code http} or {@code https}, null if it does not say
 * @param host host and optional port that it was asked for, null if it does not say
 */
record ForwardedElement(
    @Nullable InetSocketAddress node, @Nullable String scheme, @Nullable String host) {}

package dev.covet.engine.proxy;

import java.net.InetSocketAddress;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says about a connection before its first byte, in the text or the binary form ("The
 * PROXY protocol, versions 1 &amp; 2", haproxy.org, section 2).
 *
 * @param length of the header in bytes
 * @param source who has connected to the proxy; null if the proxy speaks for itself or does not say
 * @param destination where to; null like the source
 */
record ProxyHeader(
    int length, @Nullable InetSocketAddress source, @Nullable InetSocketAddress destination) {
  /** No header may be longer; a client's whole certificate chain has no place in it. */
  static final int LONGEST = 4096;

  /**
   * Reads a header.
   *
   * @param bytes what has arrived since the connection was made
   * @param size how many bytes, at most {@link #LONGEST} are looked at
   * @return the header, or null if it may still become one
   * @throws ProtocolException as soon as it can become none
   */
  static @Nullable ProxyHeader read(byte[] bytes, int size) throws ProtocolException {
    if (size == 0) {
      return null;
    }
    return bytes[0] == 'P' ? TextHeader.read(bytes, size) : BinaryHeader.read(bytes, size);
  }

  /** Whether the first bytes are those of a beginning, as far as they are there. */
  static boolean begins(byte[] bytes, int size, byte[] beginning) {
    for (int i = 0; i < Math.min(size, beginning.length); i++) {
      if (bytes[i] != beginning[i]) {
        return false;
      }
    }
    return true;
  }
}

package dev.covet;

import dev.covet.http.AddressBlocks;
import dev.covet.http.IncomingRequest;

/** One way of proxies to tell from whom they have a request. Safe for any thread. */
@FunctionalInterface
interface ProxyHeaders {
  /**
   * Goes from the peer towards the client, as far as what is said comes from a trusted proxy.
   *
   * @param incoming a request whose peer is trusted
   * @param trusted the proxies
   * @return the first that is not trusted, or the last that is known
   * @throws HttpException 400 if something that counts is malformed
   */
  Client client(IncomingRequest incoming, AddressBlocks trusted);
}

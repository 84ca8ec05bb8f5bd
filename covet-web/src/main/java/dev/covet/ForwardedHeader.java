package dev.covet;

import dev.covet.http.AddressBlocks;
import dev.covet.http.IncomingRequest;
import java.net.SocketAddress;
import java.util.List;

/** The field {@code Forwarded} (RFC 7239), to which each proxy adds an element at the right. */
final class ForwardedHeader implements ProxyHeaders {
  static final String NAME = "forwarded";

  @Override
  public Client client(IncomingRequest incoming, AddressBlocks trusted) {
    Client client = new Client(incoming.remote(), incoming.scheme(), incoming.authority());
    for (String line : incoming.headers(NAME).reversed()) {
      // Line by line: what a client wrote into a line of its own is not even parsed once a nearer
      // line has told who it is.
      for (ForwardedElement element : parse(line).reversed()) {
        SocketAddress node = element.node();
        client =
            new Client(
                node == null ? client.remote() : node,
                element.scheme() == null ? client.scheme() : element.scheme(),
                element.host() == null ? client.authority() : element.host());
        if (node == null || !Node.isTrusted(node, trusted)) {
          return client;
        }
      }
    }
    return client;
  }

  private static List<ForwardedElement> parse(String line) {
    try {
      return ForwardedParser.parse(line);
    } catch (IllegalArgumentException e) {
      throw Failure.MALFORMED_PROXY_HEADER.because("the field Forwarded " + e.getMessage());
    }
  }
}

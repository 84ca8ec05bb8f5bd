package dev.covet.engine.transport;

import dev.covet.engine.Transport;
import dev.covet.http.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;

/**
 * Makes channels of listening sockets that another process has opened. Netty's channels can stand
 * for a given descriptor with epoll alone.
 */
final class Adoption {
  private Adoption() {}

  /**
   * Takes a socket over; it belongs to the channel then.
   *
   * @param descriptor a listening stream socket
   * @param address where it listens
   * @return the channel, on the loop of the listener and accepting
   * @throws IOException if the transport can not; the descriptor is left alone then
   */
  static Channel adopt(Listener listener, Sockets sockets, int descriptor, ListenAddress address)
      throws IOException {
    if (sockets.transport() != Transport.EPOLL) {
      throw new IOException(
          "the transport " + sockets.transport() + " can not take over sockets; epoll can");
    }
    // Netty accepts until there is nobody, and must not wait for the next one then.
    Descriptors.neverWait(descriptor);
    Channel channel =
        address instanceof ListenAddress.Unix
            ? new EpollServerDomainSocketChannel(descriptor, /* active= */ true)
            : new EpollServerSocketChannel(descriptor);
    listener.open(channel);
    return channel;
  }
}

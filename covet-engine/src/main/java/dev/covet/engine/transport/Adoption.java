package dev.covet.engine.transport;

import dev.covet.http.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Makes channels of listening sockets that another process has opened. Epoll has constructors for
 * that. A channel of io_uring has none: it is bound to a place where nobody looks, without
 * accepting, and then its descriptor is made to stand for the other socket. NIO has no way.
 */
final class Adoption {
  private static final int SOL_SOCKET = 1;
  private static final int SO_DOMAIN = 39;
  private static final int AF_INET6 = 10;

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
    boolean local = address instanceof ListenAddress.Unix;
    return switch (sockets.transport()) {
      case EPOLL -> {
        // Netty accepts until there is nobody, and must not wait for the next one then.
        Descriptors.blocking(descriptor, false);
        Channel channel =
            local
                ? new EpollServerDomainSocketChannel(descriptor)
                : new EpollServerSocketChannel(descriptor);
        listener.open(channel);
        yield channel;
      }
      case IO_URING -> {
        Descriptors.blocking(descriptor, true); // else the ring fails where it should wait
        yield replaced(listener, sockets, descriptor, local);
      }
      case NIO, AUTO ->
          throw new IOException(
              "the transport nio can not take over sockets; epoll and io_uring can");
    };
  }

  private static Channel replaced(Listener listener, Sockets sockets, int descriptor, boolean local)
      throws IOException {
    Channel channel = (local ? sockets.localListener() : sockets.listener()).get();
    try {
      UnixChannel unix = (UnixChannel) channel;
      if (!local && !IoUring.isAcceptMultishotEnabled() && family(unix) != family(descriptor)) {
        // Netty would read the addresses of clients as of the family that it has chosen itself.
        throw new IOException("this kernel's io_uring can not take over a socket of that family");
      }
      channel.config().setAutoRead(false);
      if (local) {
        SocketFile.elsewhere(
            made -> listener.bind(channel, new DomainSocketAddress(made.toFile()), false));
      } else {
        listener.bind(channel, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false);
      }
      Descriptors.replace(unix.fd().intValue(), descriptor);
      new FileDescriptor(descriptor).close();
      channel.config().setAutoRead(true);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static int family(UnixChannel channel) throws IOException {
    return family(channel.fd().intValue());
  }

  private static int family(int descriptor) throws IOException {
    return new Socket(descriptor).getIntOpt(SOL_SOCKET, SO_DOMAIN) == AF_INET6 ? 6 : 4;
  }
}

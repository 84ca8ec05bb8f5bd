package dev.covet.engine.transport;

import dev.covet.engine.Transport;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One listening socket on its loop, from its opening to its end. {@link #refuse} on the loop, all
 * else on any thread.
 */
public final class ListeningSocket {
  private final IoLoop loop;
  private final Channel channel;
  private final ListenAddress address;
  private final @Nullable SocketFile file;

  /** Whether others accept from it too, now or later: what waits there is theirs. */
  private volatile boolean shared;

  private ListeningSocket(
      IoLoop loop,
      Channel channel,
      ListenAddress address,
      @Nullable SocketFile file,
      boolean shared) {
    this.loop = loop;
    this.channel = channel;
    this.address = address;
    this.file = file;
    this.shared = shared;
  }

  /**
   * Opens a TCP port.
   *
   * @param listener accepts
   * @param sockets the transport
   * @param host the configured host
   * @param address what that is, and the port
   * @param reusePort whether other sockets may share the port
   * @return the socket, with the real port
   * @throws IOException if it is taken, say
   */
  public static ListeningSocket tcp(
      Listener listener, Sockets sockets, String host, InetSocketAddress address, boolean reusePort)
      throws IOException {
    Channel channel = sockets.listener().get();
    listener.bind(channel, address, reusePort);
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    return new ListeningSocket(
        listener.loop, channel, new ListenAddress.Tcp(host, port), null, /* shared= */ false);
  }

  /**
   * Opens a Unix-domain socket.
   *
   * @param listener accepts, and hands over to other loops
   * @param sockets the transport
   * @param address where
   * @param mode permission bits of its file
   * @return the socket
   * @throws IOException as {@link SocketFile#make}
   */
  public static ListeningSocket local(
      Listener listener, Sockets sockets, ListenAddress.Unix address, int mode) throws IOException {
    Channel channel = sockets.localListener().get();
    SocketFile file =
        SocketFile.make(
            address.path(),
            mode,
            made -> {
              SocketAddress name =
                  sockets.transport() == Transport.NIO
                      ? UnixDomainSocketAddress.of(made)
                      : new DomainSocketAddress(made.toFile());
              listener.bind(channel, name, /* reusePort= */ false);
            });
    return new ListeningSocket(listener.loop, channel, address, file, /* shared= */ false);
  }

  /**
   * Takes over a socket that another process has opened and may still accept from.
   *
   * @param listener accepts
   * @param sockets the transport
   * @param descriptor number of the socket; it belongs to this one afterwards
   * @param address where it listens
   * @param kept whether the other process keeps the socket, and its file, at all times
   * @return the socket
   * @throws IOException if the transport can not do that
   */
  public static ListeningSocket adopted(
      Listener listener, Sockets sockets, int descriptor, ListenAddress address, boolean kept)
      throws IOException {
    SocketFile file =
        !kept && address instanceof ListenAddress.Unix(Path path) ? SocketFile.present(path) : null;
    Channel channel = Adoption.adopt(listener, sockets, descriptor, address);
    return new ListeningSocket(listener.loop, channel, address, file, /* shared= */ true);
  }

  /**
   * Tells whether another process accepts from it too, and will go on when this one stops.
   *
   * @param value true from when it is handed over, false when the predecessor is gone
   */
  public void shared(boolean value) {
    shared = value;
  }

  /**
   * {@return the number of its descriptor, as long as it is open}
   *
   * @throws IOException if the transport has none
   */
  public int descriptor() throws IOException {
    if (channel instanceof UnixChannel unix) {
      return unix.fd().intValue();
    }
    throw new IOException("the transport nio can not hand sockets over; epoll can");
  }

  /** The index of its loop. */
  public int loop() {
    return loop.index();
  }

  /** Where it listens, with the real port. */
  public ListenAddress address() {
    return address;
  }

  /**
   * Lets nobody in any more who is not in the accept queue yet; where it is shared, accepts no more
   * and leaves what waits to the others. On the loop.
   *
   * @param transport of the loop
   */
  public void refuse(Transport transport) {
    if (shared) {
      channel.config().setAutoRead(false);
    } else if (address instanceof ListenAddress.Tcp) {
      HandshakeFilter.attach(channel, transport);
    } else if (file != null) {
      file.remove();
    }
  }

  /**
   * Closes it.
   *
   * @param nanos longest wait for a loop that something holds
   */
  public void close(long nanos) {
    channel.close().awaitUninterruptibly(nanos, TimeUnit.NANOSECONDS);
    if (file != null && !shared) {
      file.remove();
    }
  }
}

package dev.covet.engine.transport;

import dev.covet.engine.Transport;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;

/** SO_REUSEPORT: several listening sockets share one port, so each loop accepts for itself. */
public final class ReusePort {
  private ReusePort() {}

  static void enable(Channel listener, Transport transport) {
    if (transport == Transport.NIO) {
      listener.config().setOption(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
    } else {
      listener.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
    }
  }

  /**
   * Proves that nobody else listens: with SO_REUSEPORT a second process would bind without an error
   * and take half of the connections.
   *
   * @param address where to listen
   * @throws IOException if the port is taken or the address is not ours
   */
  public static void proveFree(InetSocketAddress address) throws IOException {
    try (ServerSocket exclusive = new ServerSocket()) {
      exclusive.setReuseAddress(true);
      exclusive.bind(address);
    }
  }
}

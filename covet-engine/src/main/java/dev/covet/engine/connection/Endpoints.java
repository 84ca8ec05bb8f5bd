package dev.covet.engine.connection;

import dev.covet.engine.EngineConfig;
import dev.covet.http.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * The two ends of a connection as a proxy has told them, in the place of those of its socket.
 *
 * @param remote the client
 * @param local where the client has connected to
 */
public record Endpoints(SocketAddress remote, SocketAddress local) {
  private static final AttributeKey<Endpoints> TOLD = AttributeKey.valueOf("covet.endpoints");

  /** Keeps them with the channel, before anything asks. Event loop only. */
  public void keep(Channel channel) {
    channel.attr(TOLD).set(this);
  }

  /** The client of a channel. */
  public static SocketAddress remote(EngineConfig config, Channel channel) {
    Endpoints told = config.proxies() == null ? null : channel.attr(TOLD).get();
    return told == null ? end(channel, channel.remoteAddress()) : told.remote;
  }

  /** Where its client has connected to. */
  public static SocketAddress local(EngineConfig config, Channel channel) {
    Endpoints told = config.proxies() == null ? null : channel.attr(TOLD).get();
    return told == null ? end(channel, channel.localAddress()) : told.local;
  }

  /** Peers over Unix-domain sockets have no address, or one that says nothing. */
  private static SocketAddress end(Channel channel, SocketAddress address) {
    return address instanceof InetSocketAddress || !isLocal(channel)
        ? address
        : ListenAddress.LOCAL_PEER;
  }

  /** Whether a connection came over a Unix-domain socket. */
  public static boolean isLocal(Channel channel) {
    return channel instanceof DomainSocketChannel || channel instanceof NioDomainSocketChannel;
  }
}

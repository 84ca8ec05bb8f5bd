package dev.covet.engine.proxy;

import dev.covet.engine.connection.Endpoints;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.AddressBlocks;
import dev.covet.http.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/**
 * The door of a port behind proxies: their connections begin with a PROXY header, all others are
 * closed. One for all loops.
 */
public final class Proxied {
  private final AddressBlocks proxies;
  private final long timeLimit;
  private final Complaints complaints = new Complaints();

  /**
   * A door.
   *
   * @param proxies who may come
   * @param timeLimit longest time for a header, in nanoseconds
   */
  public Proxied(AddressBlocks proxies, long timeLimit) {
    this.proxies = proxies;
    this.timeLimit = timeLimit;
  }

  /**
   * Puts what reads the header into a fresh connection, before its first byte is read.
   *
   * @param connection the channel
   * @param loop the loop it will live on
   * @param connections count it while its header is not there
   * @param next puts in what follows, when the client is known
   */
  public void install(
      Channel connection, IoLoop loop, LoopConnections connections, Consumer<Channel> next) {
    boolean known =
        Endpoints.isLocal(connection)
            ? proxies.contains(ListenAddress.LOCAL_PEER)
            : proxies.contains(connection.remoteAddress());
    connection
        .pipeline()
        .addLast(
            known
                ? new ProxyProtocol(loop, connections, timeLimit, complaints, next)
                : new Stranger());
  }

  /** Closes a connection as soon as there is one. */
  private final class Stranger extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      complaints.tell(
          context.channel().remoteAddress(), "it comes from no proxy of trusted-proxies");
      context.close();
    }
  }
}

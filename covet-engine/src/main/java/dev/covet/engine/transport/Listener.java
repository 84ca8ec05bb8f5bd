package dev.covet.engine.transport;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.Transport;
import dev.covet.engine.limit.AddressLimit;
import dev.covet.engine.loop.IoLoop;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The accepting side of one loop: takes connections from its own listening socket, refuses those over a limit, and hands
 * one over to a loop with fewer before its first byte is read. Event loop only.
 */
public final class Listener extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");
  private static final long PAUSE_MILLIS = 200;
  private static final byte[] BUSY =
      ("HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nContent-Length: 98\r\n"
              + "Retry-After: 1\r\nConnection: close\r\n\r\n"
              + "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
              + "\"detail\":\"too many connections\"}")
          .getBytes(StandardCharsets.ISO_8859_1);

  private final IoLoop loop;
  private final List<IoLoop> loops;
  private final EngineConfig config;
  private final Transport transport;
  private final AddressLimit addresses;
  private final Function<IoLoop, ChannelHandler> connections;

  /**
   * A listener.
   *
   * @param loop the loop that accepts
   * @param loops all loops
   * @param config the configuration
   * @param transport the transport of all loops
   * @param addresses connections by peer address
   * @param connections makes the handler of a fresh connection for the loop it will live on
   */
  public Listener(
      IoLoop loop,
      List<IoLoop> loops,
      EngineConfig config,
      Transport transport,
      AddressLimit addresses,
      Function<IoLoop, ChannelHandler> connections) {
    this.loop = loop;
    this.loops = loops;
    this.config = config;
    this.transport = transport;
    this.addresses = addresses;
    this.connections = connections;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel connection = (Channel) message;
    IoLoop target = leastLoaded();
    SocketAddress peer = connection.remoteAddress();
    if (target.connections() >= config.limits().connectionsPerLoop()) {
      refuse(connection);
    } else if (!addresses.enter(peer)) {
      refuse(connection);
    } else {
      serve(connection, target, peer);
    }
  }

  private IoLoop leastLoaded() {
    IoLoop least = loop;
    int fewest = loop.accepting() ? loop.connections() - 1 : Integer.MAX_VALUE;
    for (IoLoop other : loops) {
      if (other != loop && other.accepting() && other.connections() < fewest) {
        least = other;
        fewest = other.connections();
      }
    }
    return least;
  }

  private void serve(Channel connection, IoLoop target, SocketAddress peer) {
    connection.config().setOption(ChannelOption.TCP_NODELAY, true);
    connection.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    connection.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 << 10, 64 << 10));
    connection.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(512, 4096, 65536));
    if (transport == Transport.IO_URING && IoUring.isRegisterBufferRingSupported()) {
      connection.config().setOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, TransportProbe.BUFFER_GROUP);
    }
    connection.pipeline().addLast(connections.apply(target));
    target.count(1);
    connection.closeFuture().addListener(
        done -> {
          target.count(-1);
          addresses.leave(peer);
        });
    target.io().register(connection).addListener(
        done -> {
          if (!done.isSuccess()) {
            connection.unsafe().closeForcibly();
          }
        });
  }

  private void refuse(Channel connection) {
    loop.io().register(connection).addListener(
        done -> {
          if (done.isSuccess()) {
            connection.writeAndFlush(Unpooled.wrappedBuffer(BUSY)).addListener(ChannelFutureListener.CLOSE);
          } else {
            connection.unsafe().closeForcibly();
          }
        });
  }

  /** Out of file descriptors, most likely: waits a little rather than spin, then tries again. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.log(Level.WARNING, "accepting failed, trying again in " + PAUSE_MILLIS + " ms: " + cause.getMessage());
    context.channel().config().setAutoRead(false);
    context
        .channel()
        .eventLoop()
        .schedule(() -> context.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Binds the listening socket of a loop.
   *
   * @param sockets the transport
   * @param address where to listen
   * @param reusePort whether other sockets may share the port
   * @return the bound channel
   */
  public Channel bind(Sockets sockets, SocketAddress address, boolean reusePort) throws java.io.IOException {
    Channel channel = sockets.listener().get();
    channel.config().setOption(ChannelOption.SO_BACKLOG, config.backlog());
    channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
    if (reusePort) {
      ReusePort.enable(channel, transport);
    }
    channel.pipeline().addLast(this);
    try {
      loop.io().register(channel).syncUninterruptibly();
      channel.bind(address).syncUninterruptibly();
    } catch (Exception e) {
      channel.close();
      throw e;
    }
    return channel;
  }
}

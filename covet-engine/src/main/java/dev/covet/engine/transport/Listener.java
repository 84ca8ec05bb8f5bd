package dev.covet.engine.transport;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.LoopObserver;
import dev.covet.engine.Transport;
import dev.covet.engine.limit.AddressLimit;
import dev.covet.engine.loop.IoLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The accepting side of one loop: takes connections from its own listening socket, refuses those
 * over a limit, and hands one over to a loop with fewer before its first byte is read. Event loop
 * only.
 */
public final class Listener extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");
  private static final long PAUSE_MILLIS = 200;
  final IoLoop loop;
  private final List<IoLoop> loops;
  private final EngineConfig config;
  private final Transport transport;
  private final AddressLimit addresses;
  private final Connections connections;
  private final @Nullable LoopObserver observer;

  /** Puts handlers into fresh connections, before their first byte is read. */
  public interface Connections {
    /**
     * For a connection that is served.
     *
     * @param connection the channel
     * @param loop the loop it will live on
     */
    void serve(Channel connection, IoLoop loop);

    /**
     * For a connection that is one too many.
     *
     * @param connection the channel
     * @param loop the loop it will live on
     */
    void refuse(Channel connection, IoLoop loop);
  }

  /**
   * A listener.
   *
   * @param loop the loop that accepts
   * @param loops all loops
   * @param config the configuration
   * @param transport the transport of all loops
   * @param addresses connections by peer address
   * @param connections makes the handlers of fresh connections
   * @param observer of the loop that accepts, or null
   */
  public Listener(
      IoLoop loop,
      List<IoLoop> loops,
      EngineConfig config,
      Transport transport,
      AddressLimit addresses,
      Connections connections,
      @Nullable LoopObserver observer) {
    this.loop = loop;
    this.loops = loops;
    this.config = config;
    this.transport = transport;
    this.addresses = addresses;
    this.connections = connections;
    this.observer = observer;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel connection = (Channel) message;
    IoLoop target = leastLoaded();
    SocketAddress peer = connection.remoteAddress();
    boolean served =
        target.connections() < config.limits().connectionsPerLoop() && addresses.enter(peer);
    if (observer != null) {
      observer.accepted(served);
    }
    if (!served) {
      connections.refuse(connection, loop);
      start(connection, loop, new Place(loop, () -> {}));
      return;
    }
    connections.serve(connection, target);
    start(connection, target, new Place(target, () -> addresses.leave(peer)));
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

  private void start(Channel connection, IoLoop target, Place place) {
    Sockets.configure(connection, transport);
    connection.closeFuture().addListener(done -> place.leave());
    register(connection, target)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                // Its loop has ended: nobody else would ever hear of it.
                release(connection);
                place.leave();
              }
            });
  }

  /** A channel that was never registered tells its handlers nothing: frees what they hold. */
  private static void release(Channel connection) {
    SslHandler tls = connection.pipeline().get(SslHandler.class);
    if (tls != null) {
      ReferenceCountUtil.release(tls.engine());
    }
    connection.unsafe().closeForcibly();
  }

  /** One connection's part of what is counted; given back once, whoever is first. */
  private static final class Place {
    private final IoLoop loop;
    private final Runnable left;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    Place(IoLoop loop, Runnable left) {
      this.loop = loop;
      this.left = left;
      loop.count(1);
    }

    void leave() {
      if (taken.compareAndSet(true, false)) {
        loop.count(-1);
        left.run();
      }
    }
  }

  private static ChannelPromise register(Channel channel, IoLoop target) {
    ChannelPromise promise = new DefaultChannelPromise(channel, target.io());
    channel.unsafe().register(target.io(), promise);
    return promise;
  }

  /** Out of file descriptors, most likely: waits a little rather than spin, then tries again. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.log(
        Level.WARNING,
        "accepting failed, trying again in " + PAUSE_MILLIS + " ms: " + cause.getMessage());
    context.channel().config().setAutoRead(false);
    context
        .channel()
        .eventLoop()
        .schedule(
            () -> context.channel().config().setAutoRead(true),
            PAUSE_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /**
   * Binds a listening socket of this loop.
   *
   * @param channel not bound yet
   * @param address where to listen
   * @param reusePort whether other sockets may share the port
   * @throws java.io.IOException if it is taken, say
   */
  void bind(Channel channel, SocketAddress address, boolean reusePort) throws java.io.IOException {
    channel.config().setOption(ChannelOption.SO_BACKLOG, config.backlog());
    if (address instanceof InetSocketAddress) {
      channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
    }
    if (reusePort) {
      ReusePort.enable(channel, transport);
    }
    try {
      open(channel);
      channel.bind(address).syncUninterruptibly();
    } catch (Exception e) {
      channel.close();
      throw e;
    }
  }

  /** Takes a channel to the loop. What is bound already begins to accept. */
  void open(Channel channel) {
    channel.pipeline().addLast(this);
    register(channel, loop).syncUninterruptibly();
  }
}

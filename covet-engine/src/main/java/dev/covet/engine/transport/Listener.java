package dev.covet.engine.transport;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.LoopObserver;
import dev.covet.engine.Transport;
import dev.covet.engine.limit.AddressLimit;
import dev.covet.engine.limit.AddressLimit.Entry;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.loop.SafeLog;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The accepting side of one loop: takes connections from its own listening socket, refuses those
 * over a limit, and hands one over to a loop with fewer before its first byte is read. Event loop
 * only.
 */
public final class Listener extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");
  private static final long PAUSE_MILLIS = 200;

  /** How often it is looked in a pause whether a connection has ended, and left a descriptor. */
  private static final long LOOK_MILLIS = 10;

  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);
  final IoLoop loop;
  private final List<IoLoop> loops;
  private final EngineConfig config;
  private final Transport transport;
  private final AddressLimit addresses;
  private final Connections connections;
  private final @Nullable LoopObserver observer;
  private boolean paused;
  private long nextTell = System.nanoTime();

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
    boolean room = target.connections() < config.limits().connectionsPerLoop();
    Entry entry = room ? addresses.enter(peer) : null;
    if (observer != null) {
      observer.accepted(entry != null);
    }
    if (entry == null) {
      connections.refuse(connection, loop);
      start(connection, loop, new Place(loop, Entry.UNCOUNTED));
      return;
    }
    connections.serve(connection, target);
    start(connection, target, new Place(target, entry));
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
    connection.closeFuture().addListener(place);
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

  /**
   * One connection's part of what is counted; given back once, whoever is first. Each open
   * connection holds one, so it is its own listener and its own flag.
   */
  private static final class Place implements ChannelFutureListener {
    private static final VarHandle ENTRY;

    static {
      try {
        ENTRY = MethodHandles.lookup().findVarHandle(Place.class, "entry", Entry.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final IoLoop loop;

    /** Null once it was left. */
    @SuppressWarnings("UnusedVariable") // by its VarHandle
    private volatile @Nullable Entry entry;

    Place(IoLoop loop, Entry entry) {
      this.loop = loop;
      this.entry = entry;
      loop.count(1);
    }

    @Override
    public void operationComplete(ChannelFuture closed) {
      leave();
    }

    void leave() {
      Entry held = (Entry) ENTRY.getAndSet(this, null);
      if (held != null) {
        loop.count(-1);
        held.leave();
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
    // What was under way may fail as well, io_uring's next accept for one. If each began a pause,
    // the ends of the pauses would be more and more attempts at once.
    if (!paused) {
      paused = true;
      context.channel().config().setAutoRead(false);
      pause(context.channel(), loop.connections(), PAUSE_MILLIS);
    }
    long now = System.nanoTime();
    if (now - nextTell >= 0) {
      nextTell = now + TELL_NANOS;
      SafeLog.log(
          LOG,
          Level.WARNING,
          "accepting failed, it is tried again each "
              + PAUSE_MILLIS
              + " ms, and when a connection has ended: "
              + cause.getMessage(),
          null);
    }
  }

  /**
   * Ends when a connection has ended, for who waits may be many, or when it has been long enough:
   * descriptors are used by others too.
   */
  private void pause(Channel listening, int held, long left) {
    if (left <= 0 || loop.connections() < held) {
      paused = false;
      listening.config().setAutoRead(true);
    } else {
      listening
          .eventLoop()
          .schedule(
              () -> pause(listening, held, left - LOOK_MILLIS), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
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

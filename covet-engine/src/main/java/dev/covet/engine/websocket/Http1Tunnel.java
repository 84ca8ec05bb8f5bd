package dev.covet.engine.websocket;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.OpenConnection;
import dev.covet.engine.connection.Endpoints;
import dev.covet.engine.connection.Inbound;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.connection.Out;
import dev.covet.engine.connection.Outbound;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Carries a WebSocket in the place of the HTTP/1.1 connection that it began as. Event loop's own
 * thread only.
 */
public final class Http1Tunnel extends ChannelInboundHandlerAdapter
    implements Tunnel, LoopConnections.Served {
  private final WebSocketConnection socket;
  private final EngineConfig config;
  private final boolean secure;
  private final LoopConnections connections;
  private @Nullable ChannelHandlerContext channel;
  private int place = NOWHERE;
  private boolean lingering;
  private boolean closed;
  private long dropped;

  /**
   * For a channel whose handshake is answered.
   *
   * @param socket what it carries
   * @param config of the engine
   * @param secure whether the channel is encrypted
   * @param connections all of the loop
   */
  public Http1Tunnel(
      WebSocketConnection socket,
      EngineConfig config,
      boolean secure,
      LoopConnections connections) {
    this.socket = socket;
    this.config = config;
    this.secure = secure;
    this.connections = connections;
  }

  // ---- events of the channel

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    channel = added;
    added.channel().config().setAutoRead(true);
    connections.opened(this);
    socket.opened(this);
    if (connections.draining()) {
      drain();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext source, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    byte[] scratch = connections.scratch();
    try {
      while (bytes.isReadable()) {
        if (!socket.listens()) {
          drop(bytes.readableBytes());
          return;
        }
        int count = Math.min(bytes.readableBytes(), scratch.length);
        bytes.readBytes(scratch, 0, count);
        socket.received(scratch, count);
      }
    } finally {
      bytes.release();
    }
  }

  private void drop(int bytes) {
    dropped += bytes;
    if (dropped > config.limits().lingerBytes()) {
      closeNow();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext source) {
    socket.settle();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext source) {
    if (source.channel().isWritable()) {
      socket.settle();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext source, Object event) {
    if (Inbound.ended(source, event)) {
      closeNow();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext source) {
    closed();
    socket.lost();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext source, Throwable cause) {
    closeNow();
  }

  // ---- asked by the WebSocket

  @Override
  public boolean writable() {
    return channel().channel().isWritable();
  }

  @Override
  public void write(Out bytes) {
    ChannelHandlerContext to = channel();
    ByteBuf buffer = to.alloc().directBuffer(bytes.length);
    buffer.writeBytes(bytes.array, 0, bytes.length);
    bytes.clear();
    to.writeAndFlush(buffer, promise(to));
  }

  private ChannelPromise promise(ChannelHandlerContext to) {
    return secure ? Outbound.watched(to, this::closeNow) : to.voidPromise();
  }

  @Override
  public long unsent() {
    return Outbound.unsent(channel(), 0, false);
  }

  @Override
  public void reading(boolean wanted) {
    channel().channel().config().setAutoRead(wanted);
  }

  @Override
  public void fault(int code) {
    connections.fault("websocket", Integer.toString(code));
  }

  @Override
  public void finish() {
    Outbound.whenSent(channel(), this::halfClose, this::closeNow);
  }

  /** So that what the client is still sending does not make its system drop our last bytes. */
  private void halfClose() {
    if (closed || lingering) {
      return;
    }
    if (!connections.linger()) {
      closeNow();
      return;
    }
    lingering = true;
    socket.lingers();
    Outbound.shutdown(channel());
  }

  @Override
  public void reset() {
    channel().channel().config().setOption(ChannelOption.SO_LINGER, 0);
    close();
  }

  @Override
  public void close() {
    if (!closed) {
      closed();
      channel().close();
    }
  }

  private void closed() {
    if (!closed) {
      closed = true;
      connections.closed(this);
      if (lingering) {
        connections.lingered();
      }
    }
  }

  // ---- asked by the stop of the engine

  @Override
  public int place() {
    return place;
  }

  @Override
  public void place(int index) {
    place = index;
  }

  @Override
  public void drain() {
    socket.drain();
  }

  @Override
  public void closeIdle(boolean freshToo) {
    // The close frame is on its way; its client may still be told what waits before it.
  }

  @Override
  public void closeNow() {
    socket.closeNow();
    close();
  }

  @Override
  public OpenConnection look() {
    return new OpenConnection(
        "websocket",
        Endpoints.remote(config, channel().channel()),
        lingering ? "lingering" : socket.state(),
        OpenConnection.UNKNOWN);
  }

  private ChannelHandlerContext channel() {
    ChannelHandlerContext present = channel;
    if (present == null) {
      throw new IllegalStateException("not registered");
    }
    return present;
  }
}

package dev.covet.engine.tls;

import dev.covet.engine.OpenConnection;
import dev.covet.engine.connection.LoopConnections;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a connection while its handshake lasts, so that a stop of the engine waits for it a
 * little and then ends it. Event loop only.
 */
final class Handshaking extends ChannelInboundHandlerAdapter implements LoopConnections.Served {
  private final LoopConnections connections;
  private @Nullable ChannelHandlerContext channel;
  private int place = NOWHERE;

  Handshaking(LoopConnections connections) {
    this.connections = connections;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context;
    connections.opened(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    connections.closed(this);
  }

  /** The handshake was tried and has failed. */
  void failed() {
    connections.fault("tls", "handshake");
  }

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
    // It was let in: it may still send its first request.
  }

  @Override
  public void closeIdle(boolean freshToo) {
    if (freshToo) {
      closeNow();
    }
  }

  @Override
  public void closeNow() {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public OpenConnection look() {
    return new OpenConnection(
        "tls",
        channel == null ? null : channel.channel().remoteAddress(),
        "handshake",
        OpenConnection.UNKNOWN);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}

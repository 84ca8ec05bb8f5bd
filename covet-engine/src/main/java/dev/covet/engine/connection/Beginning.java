package dev.covet.engine.connection;

import dev.covet.engine.OpenConnection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a connection until it speaks its protocol, so that a stop of the engine waits for it a
 * little and then ends it. Event loop only.
 */
public abstract class Beginning extends ChannelInboundHandlerAdapter
    implements LoopConnections.Served {
  private final LoopConnections connections;
  private final String protocol;
  private final String state;
  private @Nullable ChannelHandlerContext channel;
  private int place = NOWHERE;

  /**
   * A connection that has just been accepted.
   *
   * @param connections of its loop
   * @param protocol what it speaks now, for people
   * @param state what it does, for people
   */
  protected Beginning(LoopConnections connections, String protocol, String state) {
    this.connections = connections;
    this.protocol = protocol;
    this.state = state;
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

  /** The connections of its loop. */
  protected LoopConnections connections() {
    return connections;
  }

  /** Its channel; null before it has one. */
  protected @Nullable ChannelHandlerContext channel() {
    return channel;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
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
        protocol,
        channel == null ? null : channel.channel().remoteAddress(),
        state,
        OpenConnection.UNKNOWN);
  }
}

package dev.covet.engine.proxy;

import dev.covet.engine.connection.Beginning;
import dev.covet.engine.connection.Endpoints;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.loop.TimerNode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads the PROXY header of a connection before anything else, TLS included, then gives its place
 * to what the connection speaks. Whatever is no header, is too long or too slow ends the connection
 * without an answer: nobody knows what the peer would understand. Event loop only.
 */
final class ProxyProtocol extends Beginning {
  private final IoLoop loop;
  private final long timeLimit;
  private final Complaints complaints;
  private final Consumer<Channel> next;
  private final TimerNode clock = new Clock();
  private byte[] bytes = new byte[256];
  private int size;

  ProxyProtocol(
      IoLoop loop,
      LoopConnections connections,
      long timeLimit,
      Complaints complaints,
      Consumer<Channel> next) {
    super(connections, "proxy", "header");
    this.loop = loop;
    this.timeLimit = timeLimit;
    this.complaints = complaints;
    this.next = next;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    super.handlerAdded(context);
    loop.timers().schedule(clock, loop.ioTime() + timeLimit);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    super.handlerRemoved(context);
    loop.timers().cancel(clock);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf arrived = (ByteBuf) message;
    boolean passedOn = false;
    try {
      int before = size;
      copy(arrived);
      ProxyHeader header = ProxyHeader.read(bytes, size);
      if (header != null) {
        // What was copied before this read belongs to the header to its last byte.
        arrived.skipBytes(header.length() - before);
        passedOn = true;
        goOn(context, header, arrived);
      }
    } catch (ProtocolException e) {
      complaints.tell(context.channel().remoteAddress(), String.valueOf(e.getMessage()));
      context.close();
    } finally {
      if (!passedOn) {
        arrived.release();
      }
    }
  }

  private void copy(ByteBuf arrived) {
    int count = Math.min(arrived.readableBytes(), ProxyHeader.LONGEST - size);
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, ProxyHeader.LONGEST);
    }
    arrived.getBytes(arrived.readerIndex(), bytes, size, count);
    size += count;
  }

  private void goOn(ChannelHandlerContext context, ProxyHeader header, ByteBuf rest) {
    Channel connection = context.channel();
    if (header.source() != null && header.destination() != null) {
      new Endpoints(header.source(), header.destination()).keep(connection);
    }
    ChannelPipeline pipeline = context.pipeline();
    pipeline.remove(this);
    next.accept(connection);
    if (rest.isReadable()) {
      pipeline.fireChannelRead(rest);
      pipeline.fireChannelReadComplete();
    } else {
      rest.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      context.close();
    }
  }

  private final class Clock extends TimerNode {
    @Override
    protected void expired(long now) {
      ChannelHandlerContext channel = channel();
      if (channel != null) {
        complaints.tell(channel.channel().remoteAddress(), "its PROXY header did not come in time");
        channel.close();
      }
    }
  }
}

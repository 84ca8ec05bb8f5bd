package dev.covet.engine.transport;

import dev.covet.engine.Transport;
import dev.covet.engine.connection.Endpoints;
import dev.covet.engine.loop.Alarm;
import dev.covet.engine.loop.IoLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport that works here.
 *
 * @param transport which one; never {@code AUTO}
 * @param reason why it was chosen, for people
 * @param handlers makes the input-output side of a loop
 * @param alarm makes what ends a loop's waits at deadlines; null if its waits are limited instead
 * @param listener makes an unbound listening channel for TCP
 * @param localListener makes one for Unix-domain sockets
 */
public record Sockets(
    Transport transport,
    String reason,
    IoHandlerFactory handlers,
    @Nullable Supplier<? extends Alarm> alarm,
    Supplier<? extends ServerChannel> listener,
    Supplier<? extends ServerChannel> localListener) {
  /** Bytes that wait for the peer before a writer waits. */
  private static final WriteBufferWaterMark WRITTEN = new WriteBufferWaterMark(32 << 10, 64 << 10);

  /**
   * Bytes that the kernel holds unsent before it takes no more. With megabytes there a slow
   * reader's progress would come in steps of minutes, and nobody could tell it from a stalled one.
   */
  private static final int UNSENT = 64 << 10;

  /** Where the kernel can not be told that, its whole send buffer is bounded. */
  private static final int SEND_BUFFER = 128 << 10;

  private static final RecvByteBufAllocator READ_SIZES = ReadSize::new;

  /**
   * {@return a loop that is not running yet}
   *
   * @param index from 0
   * @param clock what its {@link IoLoop#millis()} tells
   */
  public IoLoop loop(int index, InstantSource clock) {
    return new IoLoop(index, handlers, alarm == null ? null : alarm.get(), clock);
  }

  static void configure(Channel connection, Transport transport) {
    ChannelConfig config = connection.config();
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    config.setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITTEN);
    config.setRecvByteBufAllocator(READ_SIZES);
    if (Endpoints.isLocal(connection)) {
      config.setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
      return;
    }
    config.setOption(ChannelOption.TCP_NODELAY, true);
    switch (transport) {
      case EPOLL -> config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) UNSENT);
      case IO_URING -> config.setOption(IoUringChannelOption.TCP_NOTSENT_LOWAT, (long) UNSENT);
      case NIO, AUTO -> config.setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    }
  }
}

package dev.covet.engine.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** The way out of a connection, whatever it speaks. Event loop's own thread only. */
public final class Outbound {
  private Outbound() {}

  /**
   * For a write over TLS whose failure ends the connection. In clear text a void promise tells the
   * pipeline; Netty's TLS forgets void promises, and a producer would write to a client that is
   * gone for ever.
   *
   * @param to the channel
   * @param failed ends the connection
   */
  public static ChannelPromise watched(ChannelHandlerContext to, Runnable failed) {
    return to.newPromise()
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                failed.run();
              }
            });
  }

  /** Tells when everything that was written is with the system, or can not be. */
  public static void whenSent(ChannelHandlerContext to, Runnable sent, Runnable failed) {
    to.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(done -> (done.isSuccess() ? sent : failed).run());
  }

  /** Ends our side, with TLS by its own goodbye first; the client may go on to send. */
  public static void shutdown(ChannelHandlerContext to) {
    DuplexChannel socket = (DuplexChannel) to.channel();
    SslHandler tls = socket.pipeline().get(SslHandler.class);
    if (tls == null) {
      socket.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(done -> socket.shutdownOutput());
    }
  }

  /**
   * Bytes that wait for the peer in our own buffers.
   *
   * @param beside what waits there and Netty does not count
   * @param more whether more is to come that is in no buffer of the channel yet
   */
  public static long unsent(ChannelHandlerContext to, long beside, boolean more) {
    var buffer = to.channel().unsafe().outboundBuffer();
    if (buffer == null) {
      return 0;
    }
    long queued = buffer.totalPendingWriteBytes() + beside;
    return queued == 0 && more ? 1 : Math.max(0, queued - Math.max(0, buffer.currentProgress()));
  }
}

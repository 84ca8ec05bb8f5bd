package dev.covet.engine.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;

/** The way into a connection, whatever it speaks. Event loop's own thread only. */
public final class Inbound {
  private Inbound() {}

  /**
   * Whether an event tells that the client has ended its side. With TLS it does so by close_notify,
   * and the socket may stay open. Netty tells of one also when the client goes on to send after our
   * own (BoringSSL), so the engine is asked: else a lingering close would end at once, and the
   * reset by the system could take the last answer from its reader.
   *
   * @param at a handler behind that of TLS
   * @param event of its channel
   */
  public static boolean ended(ChannelHandlerContext at, Object event) {
    if (event instanceof SslCloseCompletionEvent) {
      SslHandler tls = at.pipeline().get(SslHandler.class);
      return tls != null && tls.engine().isInboundDone();
    }
    return event == ChannelInputShutdownEvent.INSTANCE;
  }
}

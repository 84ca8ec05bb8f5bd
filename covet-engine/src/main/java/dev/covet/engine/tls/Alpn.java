package dev.covet.engine.tls;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Function;

/**
 * Waits for the end of a handshake, then gives its place to the connection of the protocol that was
 * agreed on (RFC 7301). A handshake that fails ends the connection: the alert has been sent, and
 * there is nothing that could be said in clear. Event loop only.
 */
final class Alpn extends ChannelInboundHandlerAdapter {
  private static final String STANDARD = "http/1.1";

  private final SslHandler tls;
  private final Function<String, ChannelHandler> protocols;

  Alpn(SslHandler tls, Function<String, ChannelHandler> protocols) {
    this.tls = tls;
    this.protocols = protocols;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        String agreed = tls.applicationProtocol();
        context
            .pipeline()
            .replace(this, "connection", protocols.apply(agreed == null ? STANDARD : agreed));
      } else {
        context.close();
      }
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}

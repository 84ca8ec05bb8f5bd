package dev.covet.engine.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Waits for the end of a handshake, then gives its place to the connection of the protocol that was
 * agreed on (RFC 7301). A handshake that fails ends the connection: the alert has been sent, and
 * there is nothing that could be said in clear. Event loop only.
 */
final class Alpn extends ChannelInboundHandlerAdapter {
  private static final String STANDARD = "http/1.1";

  private final SslHandler tls;
  private final boolean asked;
  private final TlsContext.Agreed protocols;

  Alpn(SslHandler tls, boolean asked, TlsContext.Agreed protocols) {
    this.tls = tls;
    this.asked = asked;
    this.protocols = protocols;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        String agreed = tls.applicationProtocol();
        context.pipeline().remove(Handshaking.class);
        context
            .pipeline()
            .replace(
                this,
                "connection",
                protocols.connection(agreed == null ? STANDARD : agreed, client()));
      } else {
        Handshaking handshaking = context.pipeline().get(Handshaking.class);
        if (handshaking != null) {
          handshaking.failed();
        }
        context.close();
      }
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  /** What the client has shown, also in the handshake that this one resumes. */
  private List<X509Certificate> client() {
    if (!asked) {
      return List.of();
    }
    try {
      return Arrays.stream(tls.engine().getSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}

package dev.covet.engine.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the name that a client asks for out of its ClientHello, then gives its place to the
 * handshake with that certificate. Only for ports with several certificates. Event loop only.
 */
final class ServerName extends AbstractSniHandler<SslContext> {
  /** As BoringSSL; no honest ClientHello comes near, with post-quantum keys either. */
  private static final int LONGEST_HELLO = 16 << 10;

  private final TlsContext tls;
  private final TlsContext.Agreed protocols;
  private final long begin = System.nanoTime();

  ServerName(TlsContext tls, TlsContext.Agreed protocols) {
    super(LONGEST_HELLO, tls.config().handshake().toMillis());
    this.tls = tls;
    this.protocols = protocols;
  }

  @Override
  protected Future<SslContext> lookup(ChannelHandlerContext context, @Nullable String host) {
    return context.executor().newSucceededFuture(tls.hold(host));
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext context, @Nullable String host, Future<SslContext> found) {
    SslContext chosen = found.getNow();
    try {
      long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      tls.install(
          context,
          this,
          chosen,
          Math.max(1, tls.config().handshake().toMillis() - spent),
          protocols);
    } finally {
      ReferenceCountUtil.release(chosen);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}

package dev.covet.engine;

import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.http1.Http1Connection;
import dev.covet.engine.http1.Http1Context;
import dev.covet.engine.http2.Http2Connection;
import dev.covet.engine.http2.Http2Context;
import dev.covet.engine.loop.IoLoop;
import io.netty.channel.ChannelHandler;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the connections of one loop speak. Event loop only. */
final class LoopProtocols {
  /** The protocol identifier of HTTP/2 over TLS (RFC 9113, section 3.2). */
  private static final String H2 = "h2";

  private final EngineConfig config;
  private final LoopConnections connections;
  private final Http1Context http1;
  private final Http2Context http2;

  /** What is spoken beside that on Unix-domain sockets: the same in clear text. */
  private final @Nullable LoopProtocols local;

  LoopProtocols(
      IoLoop loop, EngineConfig config, ExchangeHandler handler, @Nullable LoopObserver observer) {
    this(
        loop,
        config,
        config.tls() != null,
        handler,
        new LoopConnections(config.limits(), observer));
  }

  private LoopProtocols(
      IoLoop loop,
      EngineConfig config,
      boolean secure,
      ExchangeHandler handler,
      LoopConnections connections) {
    this.config = config;
    this.connections = connections;
    this.local = secure ? new LoopProtocols(loop, config, false, handler, connections) : null;
    this.http2 = new Http2Context(loop, config, secure, handler, connections);
    this.http1 =
        new Http1Context(
            loop,
            config,
            secure,
            handler,
            connections,
            config.http2() == null || secure ? null : () -> new Http2Connection(http2, List.of()));
  }

  /** What is spoken with peers on this machine. */
  LoopProtocols local() {
    return local == null ? this : local;
  }

  LoopConnections connections() {
    return connections;
  }

  /** For a connection in clear text: the first bytes tell, if there is a choice. */
  ChannelHandler clear() {
    return config.http1()
        ? new Http1Connection(http1, List.of())
        : new Http2Connection(http2, List.of());
  }

  /** For a connection whose handshake has agreed on a protocol (RFC 7301). */
  ChannelHandler agreed(String protocol, List<X509Certificate> client) {
    return protocol.equals(H2) || !config.http1()
        ? new Http2Connection(http2, client)
        : new Http1Connection(http1, client);
  }

  /** For a connection that is one too many; in clear text everybody understands HTTP/1.1. */
  ChannelHandler refused() {
    return Http1Connection.refused(http1);
  }

  /** For a connection that is one too many, after its handshake. */
  ChannelHandler refused(String protocol) {
    return protocol.equals(H2) ? Http2Connection.refused(http2) : refused();
  }
}

package dev.covet.engine.http1;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.ExchangeHandler;
import dev.covet.engine.LoopObserver;
import dev.covet.engine.connection.DefaultFields;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.Limits;
import io.netty.channel.ChannelHandler;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all HTTP/1.1 connections of one loop share. Event loop only, except the final fields. */
public final class Http1Context {
  private static final int POOLED = 512;

  final IoLoop loop;
  final EngineConfig config;
  final ExchangeHandler handler;
  final Limits limits;
  final HeadWriter heads;
  final RecentPaths paths = new RecentPaths();
  final LoopConnections connections;
  final @Nullable Supplier<? extends ChannelHandler> http2;

  /** Whether the phases of requests are measured. */
  final boolean timed;

  /** Whether the connections are encrypted. */
  final boolean secure;

  /** Null if nobody listens. */
  final @Nullable ObservedRequest observed;

  final long headNanos;
  final long keepAliveNanos;
  final long requestNanos;
  final long lingerNanos;

  /** For the time of one read of a WebSocket. */
  private final ArrayDeque<Http1Exchange> pool = new ArrayDeque<>();

  /**
   * The shared state of one loop.
   *
   * @param loop the loop
   * @param config the engine's configuration
   * @param secure whether the connections are encrypted; those of Unix-domain sockets never are
   * @param handler serves the requests
   * @param connections counts the loop's connections of every protocol
   * @param http2 makes the connection that goes on when a client begins with the preface of HTTP/2;
   *     null if that is refused
   */
  public Http1Context(
      IoLoop loop,
      EngineConfig config,
      boolean secure,
      ExchangeHandler handler,
      LoopConnections connections,
      @Nullable Supplier<? extends ChannelHandler> http2) {
    this.http2 = http2;
    this.connections = connections;
    this.loop = loop;
    this.config = config;
    this.secure = secure;
    this.handler = handler;
    this.limits = config.limits();
    this.timed = config.timed();
    this.heads =
        new HeadWriter(
            config.server(), new DefaultFields(config.defaultHeaders(), config.pageHeaders()));
    LoopObserver observer = connections.observer();
    this.observed = observer == null ? null : new ObservedRequest(observer, scheme());
    this.headNanos = limits.headTimeout().toNanos();
    this.keepAliveNanos = limits.keepAlive().toNanos();
    this.requestNanos = limits.request().toNanos();
    this.lingerNanos = limits.lingerTime().toNanos();
  }

  Http1Exchange borrow(Http1Connection connection) {
    Http1Exchange exchange = pool.poll();
    if (exchange == null) {
      exchange = new Http1Exchange(this);
    }
    exchange.open(connection);
    return exchange;
  }

  void giveBack(Http1Exchange exchange) {
    exchange.clear();
    if (pool.size() < POOLED) {
      pool.push(exchange);
    }
  }

  String scheme() {
    return secure ? "https" : "http";
  }
}

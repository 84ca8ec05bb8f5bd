package dev.covet.engine.http1;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.ExchangeHandler;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.Limits;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** What all HTTP/1.1 connections of one loop share. Event loop only, except the final fields. */
public final class Http1Context {
  private static final int POOLED = 512;

  final IoLoop loop;
  final EngineConfig config;
  final ExchangeHandler handler;
  final Limits limits;
  final HeadWriter heads;

  final long headNanos;
  final long keepAliveNanos;
  final long requestNanos;
  final long lingerNanos;

  private final ArrayDeque<Http1Exchange> pool = new ArrayDeque<>();
  private final Set<Http1Connection> connections = new HashSet<>();
  private int lingering;
  private boolean draining;

  /** Connections since the start. */
  private long accepted;

  /**
   * The shared state of one loop.
   *
   * @param loop the loop
   * @param config the engine's configuration
   * @param handler serves the requests
   */
  public Http1Context(IoLoop loop, EngineConfig config, ExchangeHandler handler) {
    this.loop = loop;
    this.config = config;
    this.handler = handler;
    this.limits = config.limits();
    this.heads = new HeadWriter(config.server(), config.defaultHeaders());
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

  /** Whether one more connection may linger; counts it if so. */
  boolean linger() {
    if (lingering >= limits.lingering()) {
      return false;
    }
    lingering++;
    return true;
  }

  void lingered() {
    lingering--;
  }

  void opened(Http1Connection connection) {
    accepted++;
    connections.add(connection);
  }

  void closed(Http1Connection connection) {
    connections.remove(connection);
  }

  boolean draining() {
    return draining;
  }

  /** From now on each connection closes after the answer it is working on, and says so in it. */
  public void drain() {
    draining = true;
  }

  /**
   * Ends the connections that have nothing in flight. A turn after {@link #drain}, so that what had
   * arrived is seen.
   *
   * @param freshToo whether also those that have not sent their first request
   */
  public void closeIdle(boolean freshToo) {
    for (Http1Connection connection : Set.copyOf(connections)) {
      connection.closeIdle(freshToo);
    }
  }

  /** Connections of this loop since its start. */
  public long accepted() {
    return accepted;
  }

  /** Closes what is still open. */
  public void closeAll() {
    for (Http1Connection connection : Set.copyOf(connections)) {
      connection.closeNow();
    }
  }

  /** Open connections of this loop. */
  public int open() {
    return connections.size();
  }
}

package dev.covet.engine.http2;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.ExchangeHandler;
import dev.covet.engine.LoopObserver;
import dev.covet.engine.connection.DefaultFields;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.Http2Limits;
import dev.covet.http.HttpDate;
import dev.covet.http.Limits;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all HTTP/2 connections of one loop share. Event loop only, except the final fields. */
public final class Http2Context {
  final IoLoop loop;
  final EngineConfig config;
  final ExchangeHandler handler;
  final LoopConnections connections;
  final Limits limits;
  final Http2Limits http2;
  final DefaultFields defaults;
  final SpareArrays spares = new SpareArrays();

  /** Whether the phases of requests are measured. */
  final boolean timed;

  /** Whether the connections are encrypted. */
  final boolean secure;

  /** Null if nobody listens. */
  final @Nullable ObservedStream observed;

  private long second = Long.MIN_VALUE;
  private String date = "";

  /**
   * The shared state of one loop.
   *
   * @param loop the loop
   * @param config the engine's configuration
   * @param secure whether the connections are encrypted; those of Unix-domain sockets never are
   * @param handler serves the requests
   * @param connections counts the loop's connections of every protocol
   */
  public Http2Context(
      IoLoop loop,
      EngineConfig config,
      boolean secure,
      ExchangeHandler handler,
      LoopConnections connections) {
    this.loop = loop;
    this.config = config;
    this.secure = secure;
    this.timed = config.timed();
    this.handler = handler;
    this.connections = connections;
    LoopObserver observer = connections.observer();
    this.observed = observer == null ? null : new ObservedStream(observer, scheme());
    this.limits = config.limits();
    this.defaults = new DefaultFields(config.defaultHeaders(), config.pageHeaders());
    this.http2 = Objects.requireNonNullElse(config.http2(), Http2Limits.defaults());
  }

  /** The value of the Date field, made once each second. */
  String date() {
    long now = Math.floorDiv(loop.millis(), 1000L);
    if (now != second) {
      date = HttpDate.format(Instant.ofEpochSecond(now));
      second = now;
    }
    return date;
  }

  String scheme() {
    return secure ? "https" : "http";
  }
}

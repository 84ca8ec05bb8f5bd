package dev.covet.engine;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** SKELETON: signatures that the bridge may rely on; the implementation follows. */
public abstract class Engine {
  Engine() {}

  /**
   * Starts loops and listeners.
   *
   * @param config the configuration
   * @param handler serves the requests
   * @return the running engine
   * @throws java.io.IOException with one line for people: port taken, transport not there …
   */
  public static Engine start(EngineConfig config, ExchangeHandler handler) throws java.io.IOException {
    throw new java.io.IOException("skeleton");
  }

  /** Where it listens. */
  public abstract InetSocketAddress address();

  /** The loops. */
  public abstract List<EventLoop> loops();

  /** Facts for the start-up report, in order: "transport" → "io_uring (…why)", "workers" → "2 (…why)", "pinning" → … */
  public abstract Map<String, String> report();

  /** Stops accepting, half-closes idle connections, waits for requests in flight up to Limits.drain, closes all. Blocks; idempotent. */
  public abstract void stop();
}

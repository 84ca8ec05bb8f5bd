package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running server with another listener beside it; all but the stop is the first one's matter. */
abstract class Accompanied implements RunningServer {
  private final RunningServer first;
  private final String name;
  private final String fact;

  /**
   * Both.
   *
   * @param first the application's server
   * @param name of the other listener in the report
   * @param fact what the report says of it
   */
  Accompanied(RunningServer first, String name, String fact) {
    this.first = first;
    this.name = name;
    this.fact = fact;
  }

  /** The application's server. */
  final RunningServer first() {
    return first;
  }

  @Override
  public final List<URI> uris() {
    return first.uris();
  }

  @Override
  public final Map<String, String> report() {
    Map<String, String> facts = new LinkedHashMap<>(first.report());
    facts.put(name, fact);
    return Collections.unmodifiableMap(facts);
  }

  @Override
  public final List<String> reload(Config config) throws IOException {
    return first.reload(config);
  }

  @Override
  public final void opened(Runnable retire) throws IOException {
    first.opened(retire);
  }

  @Override
  public final boolean serving() {
    return first.serving();
  }

  @Override
  public final boolean ready() {
    return first.ready();
  }
}

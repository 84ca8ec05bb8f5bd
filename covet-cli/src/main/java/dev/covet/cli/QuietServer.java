package dev.covet.cli;

import dev.covet.Config;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A server that tells no addresses: so nothing is printed at its start, and it takes no signals.
 */
record QuietServer(RunningServer server) implements RunningServer {
  @Override
  public List<URI> uris() {
    return List.of();
  }

  @Override
  public Map<String, String> report() {
    return server.report();
  }

  @Override
  public List<String> reload(Config config) throws IOException {
    return server.reload(config);
  }

  @Override
  public void opened(Runnable retire) throws IOException {
    server.opened(retire);
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public boolean serving() {
    return server.serving();
  }

  @Override
  public boolean ready() {
    return server.ready();
  }
}

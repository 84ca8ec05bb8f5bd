package dev.covet.cli;

import dev.covet.Config;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A server that lets the browsers' held questions go before it stops. */
final class DevRunning implements RunningServer {
  private final RunningServer server;
  private final Reload reload;

  DevRunning(RunningServer server, Reload reload) {
    this.server = server;
    this.reload = reload;
  }

  @Override
  public List<URI> uris() {
    return server.uris();
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
    reload.release();
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

package dev.covet;

import dev.covet.spi.Application;
import dev.covet.spi.RunningServer;
import dev.covet.spi.ServerProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that only notes that it was started and stopped; port 1 is always taken. */
public final class FakeServer implements ServerProvider {
  /** What happened, in order; tests that start applications run one after the other. */
  static final List<String> EVENTS = new ArrayList<>();

  @Override
  public RunningServer start(Application application, Config config) throws Exception {
    if (config.port() == 1) {
      throw new java.net.BindException("port 1 is taken");
    }
    EVENTS.add("start");
    return new Running();
  }

  private static final class Running implements RunningServer {
    private boolean stopped;

    @Override
    public List<URI> uris() {
      return List.of(URI.create("http://localhost:4711/"));
    }

    @Override
    public Map<String, String> report() {
      return Map.of("transport", "none");
    }

    @Override
    public void stop() {
      stopped = true;
      EVENTS.add("stop");
    }

    @Override
    public boolean ready() {
      return !stopped;
    }
  }
}

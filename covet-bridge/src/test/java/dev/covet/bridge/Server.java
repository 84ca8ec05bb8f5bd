package dev.covet.bridge;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.Transport;
import dev.covet.http.Limits;
import java.io.IOException;
import java.time.Duration;

/** A server on any free port. */
final class Server implements AutoCloseable {
  final Running running;

  private Server(Running running) {
    this.running = running;
  }

  static Server start(FakeApplication application, Mode mode) throws IOException {
    return start(application, mode, EngineConfig.builder().workers(1));
  }

  static Server start(FakeApplication application, Mode mode, EngineConfig.Builder settings)
      throws IOException {
    Limits limits = Limits.defaults().toBuilder().drain(Duration.ofSeconds(5)).build();
    return start(application, mode, settings, limits);
  }

  static Server start(
      FakeApplication application, Mode mode, EngineConfig.Builder settings, Limits limits)
      throws IOException {
    settings.transport(Transport.NIO).limits(limits);
    return new Server(
        BridgeServer.start(
            application, settings, mode, Duration.ZERO, OverloadMarks.NONE, Observers.NONE));
  }

  int port() {
    return running.uris().getFirst().getPort();
  }

  String get(String path) throws IOException {
    return Client.get(port(), path);
  }

  @Override
  public void close() {
    running.stop();
  }
}

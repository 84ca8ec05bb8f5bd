package dev.covet.bridge;

import dev.covet.engine.EngineConfig;
import dev.covet.spi.Application;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * A server with a second one for the people who run it, on an event loop and threads of its own: it
 * answers when handlers hold all loops of the first, and until the first has drained.
 */
final class AdminListener extends Accompanied {
  private final Running admin;

  private AdminListener(RunningServer served, Running admin) {
    super(served, "admin", place(admin.uris().getFirst()));
    this.admin = admin;
  }

  /**
   * Opens the admin listener beside a running server; stops that if it can not.
   *
   * @param served the application's, with whatever else stands beside it
   * @param first the application's own, which hands sockets over
   * @param application what the admin listener serves
   * @param settings say where
   * @return both
   * @throws IOException with one line for people
   */
  static RunningServer start(
      RunningServer served, Running first, Application application, EngineConfig.Builder settings)
      throws IOException {
    try {
      Running admin =
          BridgeServer.start(
              application,
              settings,
              Mode.current(),
              Duration.ZERO,
              OverloadMarks.NONE,
              Observers.NONE);
      first.beside(admin.engine());
      return new AdminListener(served, admin);
    } catch (IOException | RuntimeException failure) {
      served.stop();
      throw failure;
    }
  }

  private static String place(URI uri) {
    return uri + (uri.getHost() == null ? " (/_covet)" : "/_covet");
  }

  @Override
  public void stop() {
    first().stop();
    admin.stop();
  }
}

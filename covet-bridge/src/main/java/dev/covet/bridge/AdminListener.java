package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.spi.Application;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.time.Duration;

/**
 * A server with a second one for the people who run it, on an event loop and threads of its own: it
 * answers when handlers hold all loops of the first, and until the first has drained.
 */
final class AdminListener extends Accompanied {
  private final Running admin;

  private AdminListener(RunningServer served, Running admin) {
    super(served, "admin", admin.uris().getFirst() + "/_covet");
    this.admin = admin;
  }

  /**
   * Opens the admin listener beside a running server; stops that if it can not.
   *
   * @param served the application's
   * @param application what the admin listener serves
   * @param config says where
   * @return both
   * @throws IOException with one line for people
   */
  static RunningServer start(RunningServer served, Application application, Config config)
      throws IOException {
    try {
      Running admin =
          BridgeServer.start(
              application,
              EngineSettings.admin(config),
              Mode.current(),
              Duration.ZERO,
              OverloadMarks.NONE,
              Observers.NONE);
      return new AdminListener(served, admin);
    } catch (IOException | RuntimeException failure) {
      served.stop();
      throw failure;
    }
  }

  @Override
  public void stop() {
    first().stop();
    admin.stop();
  }
}

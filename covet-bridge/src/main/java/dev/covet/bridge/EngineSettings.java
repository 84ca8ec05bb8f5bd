package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.Transport;
import java.util.Locale;

/** Translates the application's configuration into the engine's. */
final class EngineSettings {
  private EngineSettings() {}

  /**
   * The engine's settings.
   *
   * @param config the checked configuration
   * @return a builder with them
   */
  static EngineConfig.Builder of(Config config) {
    return EngineConfig.builder()
        .host(config.host())
        .port(config.port())
        .transport(Transport.valueOf(config.transport().toUpperCase(Locale.ROOT)))
        .workers(config.workers())
        .pinning(EngineConfig.Pinning.valueOf(config.pinWorkers().toUpperCase(Locale.ROOT)))
        .backlog(config.backlog())
        .reusePort(config.reusePort())
        .strictHost(config.strictHost())
        .server(config.server())
        .limits(config.limits());
  }
}

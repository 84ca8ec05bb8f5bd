package dev.covet.cli;

import dev.covet.Config;
import dev.covet.spi.Application;
import dev.covet.spi.RunningServer;
import dev.covet.spi.ServerProvider;
import java.io.IOException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the real server on the class path of an application that {@code ./covet dev} has
 * started: its pages get the script that reloads them, and the supervisor hears when it listens. In
 * any other process it only hands the application on, the very same object. Found by {@link
 * ServiceLoader}; applications do not use it.
 */
public final class DevServer implements ServerProvider {
  /** For the service loader. */
  public DevServer() {}

  @Override
  public RunningServer start(Application application, Config config) throws Exception {
    return start(application, config, next(), SupervisorLink.current());
  }

  static RunningServer start(
      Application application,
      Config config,
      ServerProvider next,
      @Nullable SupervisorLink supervisor)
      throws Exception {
    if (supervisor == null) {
      return next.start(application, config);
    }
    if (!config.dev() || !config.reusePort()) {
      throw new IOException(
          "./covet dev needs mode=dev and reuse-port=true and sets them in the environment, but the"
              + " application's configuration says otherwise: make it with Config.load(args) or"
              + " Config.builder()….load(args), and leave both out of flags");
    }
    if (config.port() != supervisor.port()) {
      Ports.proveFree(config);
    }
    Reload reload = new Reload(false);
    RunningServer running = next.start(new DevApplication(application, reload), config);
    if (!running.uris().isEmpty()) {
      supervisor.ready(running.uris().getFirst());
    }
    return new DevRunning(running, reload);
  }

  /** {@return the server that would serve if this were not there} */
  static ServerProvider next() {
    return ServiceLoader.load(ServerProvider.class, DevServer.class.getClassLoader()).stream()
        .filter(provider -> provider.type() != DevServer.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException("no server on the class path: depend on dev.covet:covet"))
        .get();
  }
}

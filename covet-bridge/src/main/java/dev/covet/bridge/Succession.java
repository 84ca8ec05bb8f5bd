package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.GivenSockets;
import dev.covet.engine.Transport;
import dev.covet.engine.handover.Activation;
import dev.covet.engine.handover.HandoverSocket;
import dev.covet.engine.handover.Predecessor;
import dev.covet.engine.handover.ServiceManager;
import dev.covet.engine.transport.TransportProbe;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came before this server and what comes after it: sockets from systemd or from a running
 * server, and the place where a successor asks for them. Used by one thread at a time.
 */
final class Succession {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private final String path;
  private final ServiceManager manager;
  private final @Nullable GivenSockets activated;
  private final @Nullable Predecessor predecessor;
  private @Nullable HandoverSocket socket;

  private Succession(
      String path,
      ServiceManager manager,
      @Nullable GivenSockets activated,
      @Nullable Predecessor predecessor) {
    this.path = path;
    this.manager = manager;
    this.activated = activated;
    this.predecessor = predecessor;
  }

  /**
   * Looks for sockets that are given.
   *
   * @throws IOException with one line for people if they can not be had
   */
  static Succession begin(Config config, Map<String, String> environment) throws IOException {
    String path = config.handover();
    long pid = ProcessHandle.current().pid();
    ServiceManager manager = new ServiceManager(environment.get("NOTIFY_SOCKET"));
    if (path.isEmpty() && !Activation.given(environment, pid)) {
      return new Succession(path, manager, null, null);
    }
    requireEpoll(config.transport());
    GivenSockets activated = Activation.find(environment, pid);
    if (activated != null && !path.isEmpty()) {
      activated.close();
      throw new IOException(
          "handover is set and systemd has opened the sockets; systemd keeps them over a restart"
              + " by itself");
    }
    return new Succession(
        path, manager, activated, path.isEmpty() ? null : Predecessor.find(Path.of(path)));
  }

  /** Also loads what sockets are received with. */
  private static void requireEpoll(String wanted) throws IOException {
    if (!wanted.equals("auto") && !wanted.equals("epoll")) {
      throw new IOException(
          "listening sockets pass between processes by the transport epoll alone; transport="
              + wanted
              + " is set");
    }
    TransportProbe.choose(Transport.EPOLL);
  }

  /** The reason for the transport, or null if nothing passes between processes. */
  @Nullable String transport() {
    return path.isEmpty() && activated == null
        ? null
        : Transport.EPOLL + " (listening sockets pass between processes; io_uring can not do that)";
  }

  /** What systemd has opened is served in the place of the configured addresses. */
  EngineConfig.Builder apply(EngineConfig.Builder settings) {
    EngineConfig.Builder given = applyBeside(settings);
    return activated == null
        ? given
        : given.listen(activated.addresses()).given(activated, /* kept= */ true);
  }

  /** Another listener beside it takes what is its own from a predecessor; systemd gives it none. */
  EngineConfig.Builder applyBeside(EngineConfig.Builder settings) {
    if (transport() != null) {
      settings.transport(Transport.EPOLL);
    }
    return predecessor == null
        ? settings
        : settings.given(predecessor.sockets(), /* kept= */ false);
  }

  /**
   * Everything serves: the predecessor may go, and a successor come.
   *
   * @param engines all that listen
   * @param retire ends this server, and its process
   * @throws IOException with one line for people: the predecessor did not agree, or a successor
   *     could not come and nobody else would serve less for it
   */
  void serving(List<Engine> engines, Runnable retire) throws IOException {
    Predecessor before = predecessor;
    if (before != null) {
      before.replace();
      engines.forEach(engine -> engine.shared(false));
    }
    if (!path.isEmpty()) {
      try {
        socket = HandoverSocket.open(Path.of(path), engines, retire);
      } catch (IOException e) {
        if (before == null) {
          throw e;
        }
        // Nobody else serves any more.
        LOG.log(Level.WARNING, "no successor can take over from this server: " + e.getMessage());
      }
    }
    manager.tell("READY=1");
  }

  /** The start has failed, or the stop begins: nobody is to come any more. */
  void close() {
    if (predecessor != null) {
      predecessor.close();
    }
    if (activated != null) {
      activated.close();
    }
    if (socket != null) {
      socket.close();
    }
  }

  void stopping() {
    manager.tell("STOPPING=1");
    close();
  }
}

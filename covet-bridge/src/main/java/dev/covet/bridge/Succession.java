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
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came before this server and what comes after it: sockets from systemd or from a running
 * server, and the place where a successor asks for them. Used by one thread at a time.
 */
final class Succession {
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
    Transport transport = Transport.valueOf(config.transport().toUpperCase(Locale.ROOT));
    GivenSockets activated = Activation.find(environment, ProcessHandle.current().pid(), transport);
    String path = config.handover();
    // Finding the transport loads what sockets are received with.
    if (!path.isEmpty() && TransportProbe.choose(transport).transport() == Transport.NIO) {
      throw new IOException(
          "handover is set, and the transport nio can not hand sockets over; epoll and io_uring"
              + " can");
    }
    Predecessor predecessor = path.isEmpty() ? null : Predecessor.find(Path.of(path));
    if (predecessor != null) {
      refuseOther(predecessor, transport);
    }
    return new Succession(
        path, new ServiceManager(environment.get("NOTIFY_SOCKET")), activated, predecessor);
  }

  private static void refuseOther(Predecessor predecessor, Transport wanted) throws IOException {
    String own = TransportProbe.choose(wanted).transport().name().toLowerCase(Locale.ROOT);
    String before = predecessor.transport();
    if (!before.equals(own)) {
      predecessor.close();
      throw new IOException(
          "the running server drives its sockets by "
              + before
              + ", and its successor must too: set transport="
              + before);
    }
  }

  /** What systemd has opened is served in the place of the configured addresses. */
  EngineConfig.Builder apply(EngineConfig.Builder settings) {
    if (activated != null) {
      return settings.listen(activated.addresses()).given(activated, /* kept= */ true);
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
   *     could not come
   */
  void serving(List<Engine> engines, Runnable retire) throws IOException {
    Predecessor before = predecessor;
    if (before != null) {
      before.replace();
      engines.forEach(engine -> engine.shared(false));
    }
    if (!path.isEmpty()) {
      socket = HandoverSocket.open(Path.of(path), engines, retire);
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
